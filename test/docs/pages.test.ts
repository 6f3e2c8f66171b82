import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** What is made by a test, and not by a person. */
const GENERATED = ["test/COVERAGE.md", "test/terraform/grants.md"];

const MAX_COLUMNS = 160;

const PAGES = globSync("**/*.md", { exclude: ["**/node_modules/**", "{dist,.heliograph,bot,examples}/**"] })
  .toSorted()
  .map((page) => ({ page, text: readFileSync(page, "utf8") }));

const { scripts, bin } = JSON.parse(readFileSync("package.json", "utf8"));

describe("the pages", () => {
  it.each(PAGES.filter(({ page }) => !GENERATED.includes(page)))(
    "$page has no line over 160 characters",
    ({ text }) => {
      const [written = ""] = text.split("<!-- From here on made from the code");
      expect(written.split("\n").filter((line) => line.length > MAX_COLUMNS)).toEqual([]);
    },
  );

  it.each(PAGES)("$page links to files and headings that exist", ({ page, text }) => {
    expect(linksOf(text).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it.each(PAGES)("$page names only scripts of package.json after npm", ({ text }) => {
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, short = ""]) => run ?? short,
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it.each(PAGES)("$page names only installed tools after npx", ({ text }) => {
    const tools = [...text.matchAll(/\bnpx ([\w-]+)/g)].map(([, tool = ""]) => tool);
    // npx also finds the command of this package itself.
    expect(tools.filter((tool) => !(tool in bin) && !existsSync(`node_modules/.bin/${tool}`))).toEqual([]);
  });

  it.each(PAGES)("$page leaves no TypeScript to whatever Node is installed", ({ text }) => {
    expect(text.match(/(?<!npx )\bnode [\w./-]+\.ts\b/g)).toBeNull();
  });
});

describe("terraform/monitoring-alerts.tf", () => {
  const alerts = readFileSync("terraform/monitoring-alerts.tf", "utf8");
  const runbooks = [...alerts.matchAll(/<<-EOT\n(.*?)^ *EOT$/gms)].map(([, runbook = ""]) => runbook).join("");
  const places = [...runbooks.matchAll(/`([\w./-]+\.md)`, "([^"]+)"(?:: ([A-Z]\w*))?/g)].map(
    ([, page = "", heading = "", paragraph]) => ({ page, heading, paragraph }),
  );

  it("names each page of a runbook together with a heading", () => {
    expect(places.length).toBeGreaterThan(0);
    expect(places).toHaveLength([...runbooks.matchAll(/README(?!\.md)|\.md\b/g)].length);
  });

  it.each(places)("names $page, $heading, which exists", ({ page, heading, paragraph }) => {
    const text = existsSync(page) ? readFileSync(page, "utf8") : "";
    const [, section] = text.split(`\n## ${heading}\n`);
    expect(section?.split("\n## ")[0]).toContain(paragraph === undefined ? "" : `\n**${paragraph}.**`);
  });
});

describe("docs/glossary.md", () => {
  const rows = [...readFileSync("docs/glossary.md", "utf8").matchAll(/^\| \*\*(.+?)\*\* \| (.+) \|$/gm)];

  it("is in alphabetical order", () => {
    const words = rows.map(([, word = ""]) => word);
    expect(words).toEqual(words.toSorted());
  });

  it.each(rows.map(([, word, meaning]) => ({ word, meaning })))(
    "says in one sentence what $word means",
    ({ meaning }) => {
      expect(meaning).toMatch(/^[A-Z][^.]*\.$/);
    },
  );
});

/** The relative ones, outside of code. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^ *```.*?^ *```/gms, "").replace(/(?<!\[)`[^`\n]*`/g, "");
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => !/^https?:/.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  return statSync(file).isFile() && anchorsOf(readFileSync(file, "utf8")).includes(anchor);
}

/** As GitHub names them. */
function anchorsOf(text: string): readonly string[] {
  const headings = text.replace(/^ *```.*?^ *```/gms, "").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
