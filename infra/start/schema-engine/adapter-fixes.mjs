import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";

const OID_CHAR = 18;
const OID_TEXT = 25;
let fixed = false;

/** Mends adapter-pg 7.10 for the schema engine's use, once for all its instances. */
export function fixAdapter(adapter) {
  if (fixed) return adapter;
  fixed = true;
  const proto = Object.getPrototypeOf(Object.getPrototypeOf(adapter));
  teachCharColumns(proto);
  runScriptsWhole(Object.getPrototypeOf(adapter));
  return adapter;
}

// adapter-pg 7.10 does not know Postgres's one-byte "char" (oid 18), which the catalogue queries of the schema engine
// return ("Column type 'char' could not be deserialized"): read it as text, then hand it over as a Character.
function teachCharColumns(proto) {
  const { performIO, queryRaw } = proto;
  proto.performIO = async function (query) {
    const result = await performIO.call(this, query);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === OID_CHAR) Object.assign(field, { dataTypeID: OID_TEXT, wasChar: true });
    }
    this.lastFields = result.fields;
    return result;
  };
  proto.queryRaw = async function (query) {
    // An object of its own per query, so that concurrent queries do not share lastFields.
    const self = Object.create(this);
    const result = await queryRaw.call(self, query);
    self.lastFields?.forEach((field, at) => {
      if (field.wasChar) result.columnTypes[at] = ColumnTypeEnum.Character;
    });
    return result;
  };
}

// The adapter cuts a migration at every semicolon, those in comments, strings and function bodies included. Sent whole,
// Postgres parses it itself and runs it in one transaction: a migration that fails leaves nothing behind.
function runScriptsWhole(proto) {
  proto.executeScript = async function (script) {
    try {
      await this.client.query(script);
    } catch (error) {
      this.onError(error);
    }
  };
}
