import { describe, expect, it } from "vitest";
import { readFile } from "./read-file";

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

describe("a table", () => {
  it.each([
    ["commas", bytes("name,owner\npay,team-a\n"), "UTF-8"],
    ["semicolons, a comma inside", bytes('name;owner\npay;"team-a"\n'), "UTF-8"],
    ["tabs and Windows lines", bytes("name\towner\r\npay\tteam-a\r\n"), "UTF-8"],
    ["a byte order mark", bytes("\ufeffname,owner\npay,team-a"), "UTF-8"],
    ["Excel's Unicode text", utf16("name\towner\npay\tteam-a\n"), "UTF-16"],
  ])("with %s is read", async (_, file, encoding) => {
    expect(await readFile(file)).toMatchObject({
      encoding,
      columns: ["name", "owner"],
      records: [{ row: 2, value: { name: "pay", owner: "team-a" } }],
    });
  });

  it("in Windows-1252 keeps its letters", async () => {
    const read = await readFile(Buffer.from("name,owner\nB\xfcro,team", "latin1"));
    expect(read).toMatchObject({ encoding: "Windows-1252", records: [{ value: { name: "Büro" } }] });
  });

  it("counts the lines of the file, over quoted line breaks and empty rows", async () => {
    const read = await readFile(bytes('name,owner\n"a\nb",x\n\nc,y\nd,e,f\n'));
    expect(read.records.map((record) => record.row)).toEqual([3, 5]);
    expect(read.problems).toMatchObject([{ row: 6, message: "the row has 3 cells, the headings 2" }]);
  });

  it("names the line of a quote that is never closed", async () => {
    await expect(readFile(bytes('name,owner\na,"b\nc,d\n'))).rejects.toThrow(
      /line \d+, a quote is opened and never closed/,
    );
  });

  it("keeps two columns of one heading apart", async () => {
    expect((await readFile(bytes("a,a,\n1,2,3"))).columns).toEqual(["a", "a (2)", "column 3"]);
  });
});

describe("JSON", () => {
  it("is a list, an object with one, or one object a line", async () => {
    for (const text of ['[{"a":1},{"a":2}]', '{"ok":true,"result":[{"a":1},{"a":2}]}', '{"a":1}\n{"a":2}\n'])
      expect((await readFile(bytes(text))).records.map((record) => record.value)).toEqual([
        { a: 1 },
        { a: 2 },
      ]);
  });

  it("names line and column of its fault", async () => {
    await expect(readFile(bytes('[\n{"a" 1}]'))).rejects.toThrow("line 2, column 6");
  });

  it("keeps the good lines when one is broken", async () => {
    const read = await readFile(bytes('{"a":1}\n{"a":}\n{"a":3}'));
    expect(read.records.map((record) => record.row)).toEqual([1, 3]);
    expect(read.problems).toMatchObject([{ row: 2 }]);
  });

  it("offers nested fields by their path", async () => {
    expect((await readFile(bytes('[{"a":{"b":1},"c":["x","y"]}]'))).columns).toEqual(["a.b", "c"]);
  });
});

it.each([
  ["an empty file", "", "empty"],
  ["a workbook", "PK\u0003\u0004...", "Save the sheet as CSV"],
])("refuses %s in words", async (_, text, words) => {
  await expect(readFile(bytes(text))).rejects.toThrow(words);
});
