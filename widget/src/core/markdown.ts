/**
 * Reads the little Markdown that the bot writes into a tree that the user interface draws itself: paragraphs, lists,
 * **strong**, *emphasis*, links and line breaks. Everything else (HTML, images, tables, code) stays the text that it
 * was. Every pattern is bounded, so that no text takes long.
 */

import { safeHref } from "./links.js";

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong" | "em"; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: "break" };

export type Block =
  | { readonly kind: "paragraph"; readonly children: readonly Inline[] }
  | {
      readonly kind: "list";
      /** The number of the first item, or null for bullets. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    };

/** Longer texts are not the bot's own. */
const LONGEST = 6000;
const DEEPEST = 4;

const ITEM = /^( *)(?:[-*+]|(\d{1,9})[.)]) +(\S.*)$/;
/** An escape, strong, emphasis, a link, an address, a line break; in each the first that fits counts. */
const MARK =
  /\\([\\*_[\]()#+\-.`~<>|!])|(!?)\[([^[\]\n]{1,300})\]\(([^()\s<>]{1,2000})\)|\*\*(\S(?:[^]{0,500}?\S)?)\*\*(?!\*)|\*([^\s*](?:[^*]{0,500}?[^\s*])?)\*|(https:\/\/[^\s<>()"']{1,500}[^\s<>()"'.,;:!?])|(\n)/g;

export function markdown(text: string): readonly Block[] {
  return text.length > LONGEST ? [plain(text)] : blocks(text.replace(/\r\n?/g, "\n").split("\n"), 0);
}

/** Returns `text` in words only, each part ending like a sentence, to be read aloud. */
export function spoken(text: string): string {
  return markdown(text).flatMap(sentences).join(" ");
}

function blocks(lines: readonly string[], depth: number): Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at += 1;
    } else if (depth < DEEPEST && ITEM.test(line)) {
      const end = endOfList(lines, at);
      found.push(list(lines.slice(at, end), depth));
      at = end;
    } else {
      const end = endOfParagraph(lines, at, depth);
      const words = lines.slice(at, end).map((each) => each.trim());
      found.push({ kind: "paragraph", children: inlines(words.join("\n").replace(/^#{1,6} +/, ""), 0) });
      at = end;
    }
  }
  return found;
}

function endOfParagraph(lines: readonly string[], start: number, depth: number): number {
  let end = start + 1;
  while (end < lines.length && lines[end]?.trim() !== "" && !(depth < DEEPEST && ITEM.test(lines[end] ?? ""))) end += 1;
  return end;
}

/** A list goes on over blank lines where another item, or what belongs to one, follows. */
function endOfList(lines: readonly string[], start: number): number {
  const { indent, isNumbered } = itemOf(lines[start] ?? "");
  let end = start + 1;
  for (let at = end; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    const item = itemOf(line);
    const isDeeper = item.indent > indent;
    const isNext = item.isItem && item.indent <= indent && item.isNumbered === isNumbered;
    const isLazy = !item.isItem && at === end;
    if (!isDeeper && !isNext && !isLazy) break;
    end = at + 1;
  }
  return end;
}

function list(lines: readonly string[], depth: number): Block {
  const { indent } = itemOf(lines[0] ?? "");
  const items: string[][] = [];
  for (const line of lines) {
    const item = itemOf(line);
    if (item.isItem && item.indent <= indent) items.push([item.words]);
    else items.at(-1)?.push(line.slice(Math.min(item.indent, indent + 2)));
  }
  const number = ITEM.exec(lines[0] ?? "")?.[2];
  return {
    kind: "list",
    start: number === undefined ? null : Number(number),
    items: items.map((each) => blocks(each, depth + 1)),
  };
}

function itemOf(line: string): { isItem: boolean; indent: number; isNumbered: boolean; words: string } {
  const item = ITEM.exec(line);
  return {
    isItem: item !== null,
    indent: line.length - line.trimStart().length,
    isNumbered: item?.[2] !== undefined,
    words: item?.[3] ?? line,
  };
}

function inlines(text: string, depth: number): Inline[] {
  if (depth >= DEEPEST) return [words(text)];
  const found: Inline[] = [];
  let from = 0;
  for (const mark of text.matchAll(MARK)) {
    if (mark.index > from) found.push(words(text.slice(from, mark.index)));
    found.push(inline(mark, depth + 1));
    from = mark.index + mark[0].length;
  }
  if (from < text.length) found.push(words(text.slice(from)));
  return joined(found);
}

function inline(mark: RegExpMatchArray, depth: number): Inline {
  const [whole, escaped, image, label, target, strong, em, address] = mark;
  if (escaped !== undefined) return words(escaped);
  if (label !== undefined) {
    const href = image === "" ? safeHref(target ?? "") : null;
    return href === null ? words(whole) : { kind: "link", href, children: withoutLinks(inlines(label, depth)) };
  }
  if (strong !== undefined) return { kind: "strong", children: inlines(strong, depth) };
  if (em !== undefined) return { kind: "em", children: inlines(em, depth) };
  if (address !== undefined) {
    const before = mark.input?.[(mark.index ?? 0) - 1] ?? " ";
    const href = /[\s(]/.test(before) ? safeHref(address) : null;
    return href === null ? words(whole) : { kind: "link", href, children: [words(address)] };
  }
  return { kind: "break" };
}

/** An address in the words of a link must not become a link within it. */
function withoutLinks(parts: readonly Inline[]): Inline[] {
  return joined(
    parts.flatMap((part): readonly Inline[] => {
      if (part.kind === "link") return part.children;
      return "children" in part ? [{ ...part, children: withoutLinks(part.children) }] : [part];
    }),
  );
}

/** Puts texts that follow each other together. */
function joined(parts: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (part.kind === "text" && before?.kind === "text") result[result.length - 1] = words(before.text + part.text);
    else result.push(part);
  }
  return result;
}

function words(text: string): Inline {
  return { kind: "text", text };
}

function plain(text: string): Block {
  return { kind: "paragraph", children: [words(text.trim())] };
}

function sentences(block: Block): string[] {
  if (block.kind === "list") return block.items.flat().flatMap(sentences);
  return spokenInlines(block.children)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => (/[\p{L}\p{N})"”']$/u.test(line) ? `${line}.` : line));
}

function spokenInlines(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      return part.kind === "break" ? "\n" : spokenInlines(part.children);
    })
    .join("");
}
