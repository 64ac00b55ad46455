// Keeps paragraphs and lists when somebody pastes from Word or a web page into an answer.
//
// The clipboard's HTML is only read, never put into the page: the text is built here, block by block, as plain
// lines. The text goes in as if it had been typed, so that undo works and autosave.js hears of it.

const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "PRE", "SECTION", "ARTICLE", "TR", "DL", "DT", "DD"]);
const SKIPPED = new Set(["STYLE", "SCRIPT", "HEAD", "META", "TITLE", "TEMPLATE", "NOSCRIPT", "OBJECT", "SVG"]);

for (const field of document.querySelectorAll("textarea:not([readonly])")) {
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html || !/<(p|li|ul|ol|br|div|h[1-6]|td)\b/i.test(html)) return; // nothing that plain text would lose
    const text = plainText(html);
    if (!text) return;
    event.preventDefault();
    insert(field, text);
  });
}

// plainText turns HTML into lines. A document parsed in this way runs no scripts and fetches nothing.
function plainText(html) {
  const page = new DOMParser().parseFromString(quiet(html), "text/html");
  const out = { blocks: [], line: "", depth: 0, prefix: undefined };
  walk(page.body, out, []);
  flush(out);
  return join(out.blocks);
}

// quiet takes out what the page's policy would complain of although it does nothing here: styles are still read, to
// tell Word's lists, but under another name.
function quiet(html) {
  return html
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son[a-z]+\s*=/gi, " data-on="));
}

function walk(node, out, lists) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.line += words(child.data, child.parentElement);
    else if (child.nodeType === Node.ELEMENT_NODE && !SKIPPED.has(child.tagName.toUpperCase()) && !hidden(child)) element(child, out, lists);
  }
}

function element(el, out, lists) {
  switch (el.tagName) {
    case "BR":
      out.line += "\n";
      return;
    case "UL":
    case "OL":
      flush(out);
      walk(el, out, [...lists, { ordered: el.tagName === "OL", next: Number(el.getAttribute("start")) || 1 }]);
      flush(out);
      return;
    case "LI":
      item(el, out, lists);
      return;
    case "TD":
    case "TH":
      if (out.line.trim()) out.line += " · ";
      walk(el, out, lists);
      return;
  }
  if (!BLOCKS.has(el.tagName)) {
    walk(el, out, lists);
    return;
  }
  flush(out);
  walk(el, out, lists);
  flush(out, wordItem(el));
}

// item writes one line of a list: "– " or its number, indented by how deep it stands.
function item(el, out, lists) {
  flush(out);
  const list = lists.at(-1) ?? { ordered: false, next: 1 };
  const sign = list.ordered ? `${list.next++}. ` : "– ";
  out.prefix = "  ".repeat(Math.max(lists.length - 1, 0)) + sign;
  out.depth += 1;
  walk(el, out, lists);
  flush(out);
  out.depth -= 1;
  out.prefix = undefined;
}

// wordItem recognises Word's own lists, which are paragraphs that only look like lists.
function wordItem(el) {
  const style = el.dataset.style ?? "";
  const found = /mso-list:[^;]*level(\d+)/i.exec(style);
  if (!found && !/^MsoListParagraph/i.test(el.className)) return null;
  return { indent: "  ".repeat(Math.max(Number(found?.[1] ?? 1) - 1, 0)) };
}

// mark gives a line of Word's the sign of our lists: its bullets are letters of a symbol font.
function mark(line) {
  const numbered = /^(\d+|[a-zæøå])[.)]\s+/i.exec(line);
  if (numbered) return `${numbered[1]}. ${line.slice(numbered[0].length)}`;
  return "– " + line.replace(/^[·•▪§o\uf0a7\uf0b7–-]\s+/u, "");
}

function hidden(el) {
  return /display:\s*none|mso-hide:\s*all/i.test(el.dataset.style ?? "");
}

// words is a text as it is shown: runs of white space are one blank, but in preformatted text.
function words(text, parent) {
  return parent?.closest("pre") ? text : text.replace(/[\s\u00a0]+/g, " ");
}

// flush ends a line: as an item of a list, as a further paragraph within one, or as a paragraph.
function flush(out, word) {
  const text = out.line.split("\n").map((line) => line.replace(/ +/g, " ").trim()).join("\n").trim();
  out.line = "";
  if (!text) return;
  if (word) out.blocks.push({ kind: "item", text: word.indent + mark(text) });
  else if (out.prefix !== undefined) out.blocks.push({ kind: "item", text: out.prefix + text });
  else if (out.depth) out.blocks.push({ kind: "item", text: "  ".repeat(out.depth) + text });
  else out.blocks.push({ kind: "block", text });
  out.prefix = undefined;
}

// join puts an empty line between paragraphs, and none between the lines of a list.
function join(blocks) {
  let text = "";
  blocks.forEach((block, n) => {
    if (n) text += block.kind === "item" && blocks[n - 1].kind === "item" ? "\n" : "\n\n";
    text += block.text;
  });
  return text;
}

// insert puts a text where the cursor stands, in a way that can be undone where the browser allows that.
function insert(field, text) {
  field.focus();
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}
