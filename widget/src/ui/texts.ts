/** What of a reply's text is left to show where a part of it is drawn in another way. */

/** Returns `text` without "Question 3 of 9." at its beginning, in whatever language. */
export function withoutProgress(text: string, progress: { number: number; total: number } | null): string {
  if (progress === null) return text;
  const { number, total } = progress;
  return text.replace(new RegExp(`^[^.\\d\\n]{0,40}\\b${number}\\b[^.\\d\\n]{0,20}\\b${total}\\b[^.\\n]{0,20}\\.\\s*`), "");
}

/** Returns the paragraphs of `text`: to the bot each line is one. */
export function paragraphs(text: string): string[] {
  return text.split(/\n+/).filter((line) => line.trim() !== "");
}

/** Returns `text` with room between its paragraphs, so that none runs on in the last point of a list. */
export function spaced(text: string): string {
  return text.replace(/\n+(?!\s|[-*] |\d+\. )/g, "\n\n");
}

/** Returns the first and the last of `text`: what a summary says around its lists. */
export function aroundLists(text: string): { before: string; after: string } {
  const [first = "", ...rest] = paragraphs(text);
  const isProse = (paragraph: string): boolean => !/^[-*] |:$/.test(paragraph.trim());
  const last = rest[rest.length - 1] ?? "";
  return { before: isProse(first) ? first : "", after: isProse(last) ? last : "" };
}

/** Returns the paragraphs without those that say one of `drawn`. */
export function paragraphsWithout(text: string, drawn: readonly string[]): string[] {
  const bare = (line: string): string => line.trim().replace(/^[-*] /, "");
  return paragraphs(text).filter((paragraph) => !drawn.includes(bare(paragraph)));
}
