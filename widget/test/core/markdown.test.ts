import assert from "node:assert/strict";
import { test } from "node:test";
import { markdown, spoken, type Block, type Inline } from "../../src/core/markdown.js";

const text = (words: string): Inline => ({ kind: "text", text: words });
const paragraph = (...children: Inline[]): Block => ({ kind: "paragraph", children });

/** All words of a tree, and every link in it. */
function contents(blocks: readonly Block[]): { words: string; links: string[]; depth: number } {
  const found = { words: "", links: [] as string[], depth: 0 };
  const walk = (part: Inline | Block, depth: number): void => {
    found.depth = Math.max(found.depth, depth);
    if (part.kind === "text") found.words += part.text;
    else if (part.kind === "list") part.items.flat().forEach((each) => walk(each, depth + 1));
    else if (part.kind === "break") found.words += "\n";
    else {
      if (part.kind === "link") found.links.push(part.href);
      part.children.forEach((each) => walk(each, depth + 1));
    }
  };
  blocks.forEach((block) => walk(block, 0));
  return found;
}

test("paragraphs, line breaks, strong and emphasis are read", () => {
  assert.deepEqual(markdown("One **two *three***\nfour\n\nFive"), [
    paragraph(
      text("One "),
      { kind: "strong", children: [text("two "), { kind: "em", children: [text("three")] }] },
      { kind: "break" },
      text("four"),
    ),
    paragraph(text("Five")),
  ]);
});

test("bullets, numbers and lists in lists are read", () => {
  assert.deepEqual(markdown("- one\n- two\n  - three"), [
    {
      kind: "list",
      start: null,
      items: [
        [paragraph(text("one"))],
        [paragraph(text("two")), { kind: "list", start: null, items: [[paragraph(text("three"))]] }],
      ],
    },
  ]);
  assert.deepEqual(markdown("3. c\n4. d"), [
    { kind: "list", start: 3, items: [[paragraph(text("c"))], [paragraph(text("d"))]] },
  ]);
});

test("links to allowed addresses are links", () => {
  assert.deepEqual(markdown("[a **b**](https://example.org/x)"), [
    paragraph({
      kind: "link",
      href: "https://example.org/x",
      children: [text("a "), { kind: "strong", children: [text("b")] }],
    }),
  ]);
  assert.deepEqual(contents(markdown("[call](tel:911) or https://example.org/y or [mail](mailto:me@example.org)")).links, [
    "tel:911",
    "https://example.org/y",
    "mailto:me@example.org",
  ]);
});

for (const hostile of [
  "[x](javascript:alert(1))",
  "[x](JAVASCRIPT:alert(1))",
  "[x](java&#115;cript:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:a)",
  "[x](/relative)",
  "[x](//evil.example)",
  "[x](http://example.org)",
  "<javascript:alert(1)>",
  "[x]\n\n[x]: javascript:alert(1)",
  "![x](https://example.org/x.png)",
  "![x](javascript:alert(1))",
]) {
  test(`no link is made of ${JSON.stringify(hostile)}, and its words stay`, () => {
    const { words, links } = contents(markdown(hostile));
    assert.deepEqual(links, []);
    assert.match(words, /x|alert/);
  });
}

test("an address within the words of a link makes no link within it", () => {
  const hostile = "[a <https://one.example/> **<https://two.example/>** b](https://three.example/)";
  assert.deepEqual(contents(markdown(hostile)).links, ["https://three.example/"]);
});

for (const html of [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "a <b>bold</b> c",
  "<div>\n\n**x**\n\n</div>",
  "<a href='https://example.org'>x</a>",
  "<!-- hidden -->",
  "<style>*{display:none}</style>",
  "<svg/onload=alert(1)>",
]) {
  test(`HTML is text: ${JSON.stringify(html)}`, () => {
    const { words, links } = contents(markdown(html));
    for (const tag of html.match(/<[^>]+>/g) ?? []) assert.ok(words.includes(tag), `${tag} in ${words}`);
    assert.deepEqual(links, []);
  });
}

test("what is not read stays as it was written", () => {
  for (const other of ["`code`", "~~gone~~", "> quoted", "| a | b |\n|---|---|\n| 1 | 2 |", "```\ncode\n```"]) {
    assert.equal(contents(markdown(other)).words, other);
  }
});

test("signs that HTML would escape are left alone", () => {
  for (const plain of ["Tom & Jerry", "5 < 6 > 4", "&amp; &lt;", "\"quoted\" 'text'", "2 * 3 * 4", "snake_case_word"]) {
    assert.equal(contents(markdown(plain)).words, plain);
  }
  assert.equal(contents(markdown("\\*not strong\\*")).words, "*not strong*");
});

test("a heading is a paragraph", () => {
  assert.deepEqual(markdown("# Title"), [paragraph(text("Title"))]);
});

test("an empty text has nothing in it", () => {
  assert.deepEqual(markdown(""), []);
  assert.deepEqual(markdown(" \n\n "), []);
});

test("what is nested deeply is cut off at a depth that is safe to draw, with its words", () => {
  const lists = Array.from({ length: 40 }, (_, depth) => `${"  ".repeat(depth)}- x${depth}`).join("\n");
  const emphasis = `${"*a **b ".repeat(60)}${"** *".repeat(60)}`;
  for (const nested of [lists, emphasis, "> ".repeat(2900) + "x"]) {
    const { words, depth } = contents(markdown(nested));
    assert.ok(depth <= 14, `depth ${depth}`);
    assert.match(words, /[abx]/);
  }
  assert.match(contents(markdown(lists)).words, /x39/);
});

test("a huge text is one paragraph of plain text", () => {
  const huge = "**a** [b](https://example.org) ".repeat(1000);
  assert.deepEqual(markdown(huge), [paragraph(text(huge.trim()))]);
});

const SLOW_WHERE_BADLY_READ = ["[", "![", "*a", "**a", "_a_", "`", "<", "<a", "- ", "> ", "a@", "~", "\\", "[](", "&#", "| "];
for (const part of SLOW_WHERE_BADLY_READ) {
  test(`6,000 characters of ${JSON.stringify(part)} take less than two seconds to read`, () => {
    const hostile = part.repeat(Math.floor(6000 / part.length));
    const before = process.cpuUsage();
    const { words } = contents(markdown(hostile));
    assert.ok(process.cpuUsage(before).user < 2_000_000);
    assert.ok(words.length > 0 || /^[-\s>]*$/.test(hostile));
  });
}

test("what is read aloud has no marks, and its parts end like sentences", () => {
  assert.equal(
    spoken("**Call** [the clinic](tel:911)\n\n- heat\n- *ice*!\n\nIs it (bad)"),
    "Call the clinic. heat. ice! Is it (bad).",
  );
  assert.equal(spoken("One line\nand another."), "One line. and another.");
});
