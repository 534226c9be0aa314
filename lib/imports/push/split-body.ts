/** One entity's text in a body, or why it cannot be read. Rows count from 1: lines of NDJSON, positions of an array. */
export type BodyItem = { readonly row: number } & (
  | { readonly bytes: Buffer; readonly problem?: undefined }
  | { readonly bytes?: undefined; readonly problem: string }
);

/** The largest text of one entity. */
export const ITEM_MAX_BYTES = 2 * 1024 * 1024;

const TOO_LARGE = `larger than ${ITEM_MAX_BYTES / 1024 / 1024} MiB, the most one entity may have`;
const [NEWLINE, SPACE, QUOTE, BACKSLASH] = [0x0a, 0x20, 0x22, 0x5c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const COMMA = 0x2c;

function trimmed(bytes: Buffer): Buffer {
  let [start, end] = [0, bytes.length];
  while (start < end && (bytes[start] ?? 0) <= SPACE) start++;
  while (end > start && (bytes[end - 1] ?? 0) <= SPACE) end--;
  return bytes.subarray(start, end);
}

/**
 * Lines of `application/x-ndjson` (https://github.com/ndjson/ndjson-spec): blank ones are skipped but counted. A body of any
 * size costs one line of memory.
 */
export async function* splitLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<BodyItem> {
  let row = 0;
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): BodyItem | undefined => {
    row += 1;
    const line =
      size > ITEM_MAX_BYTES
        ? undefined
        : trimmed(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
    parts = [];
    size = 0;
    if (line === undefined) return { row, problem: TOO_LARGE };
    return line.length === 0 ? undefined : { row, bytes: line };
  };
  const add = (part: Buffer) => {
    size += part.length;
    // Of a line that is too long only the end is looked for.
    if (size <= ITEM_MAX_BYTES) parts.push(part);
  };
  for await (const bytes of body) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      start = end + 1;
      const item = take();
      if (item) yield item;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  const last = size > 0 ? take() : undefined;
  if (last) yield last;
}

/** What is wrong with the frame of a JSON body; its text names the form wanted. */
export class BodyProblem extends Error {}

const FRAME =
  'The body must be {"entities": [ … ]}, or one entity a line with content type application/x-ndjson.';

/**
 * The members of `{"entities": [ … ]}` as they stand in the body, without parsing them: a body of any size costs one entity
 * of memory. Other members of the frame are not allowed.
 *
 * @throws BodyProblem
 */
export async function* splitArray(body: AsyncIterable<Uint8Array>): AsyncGenerator<BodyItem> {
  const reader = new ArrayReader();
  for await (const bytes of body)
    yield* reader.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  reader.end();
}

// Before the array, between its members, inside one, after it.
type State = "frame" | "between" | "member" | "after";

class ArrayReader {
  private state: State = "frame";
  private frame = "";
  private tail = "";
  private row = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private needsComma = false;
  private parts: Buffer[] = [];
  private size = 0;

  *read(chunk: Buffer): Generator<BodyItem> {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.state === "frame") {
        this.readFrame(byte);
      } else if (this.state === "after") {
        if (byte > SPACE) this.tail += String.fromCharCode(byte);
        if (this.tail.length > 1) throw new BodyProblem(FRAME);
      } else if (this.state === "between") {
        if (byte <= SPACE) continue;
        if (byte === COMMA && this.needsComma) this.needsComma = false;
        else if (byte === CLOSE_LIST && (this.needsComma || this.row === 0)) this.state = "after";
        else if (byte === OPEN_OBJECT && !this.needsComma) {
          this.state = "member";
          this.depth = 1;
          this.row += 1;
          start = at;
        } else throw new BodyProblem(`${FRAME} Entity ${this.row + 1} is not an object.`);
      } else if (this.endsMember(byte)) {
        this.add(chunk.subarray(start, at + 1));
        yield this.take();
        this.state = "between";
        this.needsComma = true;
      }
    }
    if (this.state === "member") this.add(chunk.subarray(start));
  }

  end(): void {
    if (this.state !== "after" || this.tail !== "}") throw new BodyProblem(`${FRAME} It ends too early.`);
  }

  private readFrame(byte: number): void {
    if (byte <= SPACE) return;
    this.frame += String.fromCharCode(byte);
    if (byte === OPEN_LIST && this.frame === '{"entities":[') this.state = "between";
    else if (!'{"entities":['.startsWith(this.frame)) throw new BodyProblem(FRAME);
  }

  private endsMember(byte: number): boolean {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.inString = false;
      return false;
    }
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.depth -= 1;
    return this.depth === 0;
  }

  private add(part: Buffer): void {
    this.size += part.length;
    if (this.size <= ITEM_MAX_BYTES) this.parts.push(Buffer.from(part));
  }

  private take(): BodyItem {
    const { row } = this;
    const item =
      this.size > ITEM_MAX_BYTES ? { row, problem: TOO_LARGE } : { row, bytes: Buffer.concat(this.parts) };
    this.parts = [];
    this.size = 0;
    return item;
  }
}
