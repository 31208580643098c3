import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenStore } from "../../src/core/storage.js";
import { memory } from "./world.js";

const SERVER = "https://bot.example";

test("a token is there again after a reload, and nothing else is kept", () => {
  const storage = memory();
  tokenStore(() => storage, SERVER).keep("abc");
  assert.equal(tokenStore(() => storage, SERVER).read(), "abc");
  assert.equal(storage.length, 1);
});

test("a dropped token is gone from the storage too", () => {
  const storage = memory();
  const tokens = tokenStore(() => storage, SERVER);
  tokens.keep("abc");
  tokens.drop();
  assert.equal(tokens.read(), null);
  assert.equal(storage.length, 0);
});

test("servers do not share a token", () => {
  const storage = memory();
  tokenStore(() => storage, SERVER).keep("abc");
  assert.equal(tokenStore(() => storage, "https://other.example").read(), null);
});

const refuse = (): never => {
  throw new DOMException("denied", "SecurityError");
};
const broken = {
  "there is none": () => null,
  "asking for it throws": refuse,
  "using it throws": () => ({ getItem: refuse, setItem: refuse, removeItem: refuse }),
  "it is full": () => ({ ...memory(), setItem: refuse }),
};
for (const [what, storage] of Object.entries(broken)) {
  test(`where the storage fails (${what}), a token is kept in memory`, () => {
    const tokens = tokenStore(storage, SERVER);
    assert.equal(tokens.read(), null);
    tokens.keep("abc");
    assert.equal(tokens.read(), "abc");
    tokens.drop();
    assert.equal(tokens.read(), null);
  });
}
