/** Keeps the session's token, and nothing else, for this tab; in memory where the browser keeps nothing. */

import type { Surroundings } from "./surroundings.js";

export interface TokenStore {
  read(): string | null;
  keep(token: string): void;
  drop(): void;
}

export function tokenStore(storage: Surroundings["storage"], server: string): TokenStore {
  const name = `backtalk:${server}`;
  let inMemory: string | null = null;

  // Even asking for the storage throws where a browser forbids it.
  function attempt<T>(use: (store: NonNullable<ReturnType<typeof storage>>) => T): T | null {
    try {
      const store = storage();
      return store === null ? null : use(store);
    } catch {
      return null;
    }
  }

  return {
    read: () => inMemory ?? attempt((store) => store.getItem(name)),
    keep(token) {
      inMemory = token;
      attempt((store) => store.setItem(name, token));
    },
    drop() {
      inMemory = null;
      attempt((store) => store.removeItem(name));
    },
  };
}

/** For sessions that the browser keeps by itself. */
export const noTokens: TokenStore = { read: () => null, keep: () => undefined, drop: () => undefined };
