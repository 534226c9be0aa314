import type { JsonObject } from "@/lib/platform/types";
import { isJsonObject, stringField } from "../../model/entity";
import type { ServedChange } from "../../store/served-store";
import { type Bits, countBits, keepCommon } from "../columns/bits";
import { ValueColumn } from "../columns/value-column";
import type { Follower } from "../follower";
import { splitWords } from "./split-words";

const TEXT_MAX = 2_000;
const WORDS_MAX = 100;
// A part of a word this short would be in nearly every entity.
const PART_MIN = 3;

/** The words of each entity: those it is called by, and those said about it. */
export class WordIndex implements Follower {
  readonly called = new ValueColumn(0);
  readonly said = new ValueColumn(0);

  get sizeBytes(): number {
    return this.called.sizeBytes + this.said.sizeBytes;
  }

  take(ordinal: number, change: ServedChange, entity: JsonObject): void {
    const called = new Set(splitWords(`${nameOf(change, entity)} ${change.title}`));
    const said = new Set(splitWords(aboutOf(entity)).slice(0, WORDS_MAX));
    this.called.set(ordinal, [...called]);
    this.said.set(
      ordinal,
      [...said].filter((word) => !called.has(word)),
    );
  }

  /** Every word known, whether an entity still has it or not. */
  get vocabulary(): readonly string[] {
    return [...this.called.dictionary.lowers, ...this.said.dictionary.lowers];
  }

  /** Entities that have all words, each as a part of one of theirs. */
  holding(words: readonly string[], alive: Bits): Bits {
    return common(words, alive, (word, into) => {
      addPart(this.called, word, into);
      addPart(this.said, word, into);
    });
  }

  /** Entities that are called all words, each from its beginning or in part. */
  calledBy(words: readonly string[], how: "beginning" | "part", alive: Bits): Bits {
    return common(words, alive, (word, into) => {
      if (how === "beginning") this.called.addPrefix(word, into);
      else addPart(this.called, word, into);
    });
  }

  /** How many entities have a word, exactly so. */
  countOf(word: string, alive: Bits): number {
    return countBits(
      common([word], alive, (_, into) => {
        this.called.addEqual(word, into);
        this.said.addEqual(word, into);
      }),
    );
  }
}

function common(words: readonly string[], alive: Bits, add: (word: string, into: Bits) => void): Bits {
  const found = alive.slice();
  for (const word of words) {
    const some = new Uint32Array(alive.length);
    add(word, some);
    keepCommon(found, some);
  }
  return found;
}

function addPart(column: ValueColumn, word: string, into: Bits): void {
  if (word.length < PART_MIN) column.addPrefix(word, into);
  else column.addContaining(word, into);
}

function nameOf({ ref }: ServedChange, { metadata }: JsonObject): string {
  return (isJsonObject(metadata) && stringField(metadata, "name")) || ref.slice(ref.indexOf("/") + 1);
}

function aboutOf({ metadata, spec }: JsonObject): string {
  const about = isJsonObject(metadata) ? metadata : {};
  const told = isJsonObject(spec) ? spec : {};
  const annotations = isJsonObject(about.annotations) ? about.annotations : {};
  const profile = isJsonObject(told.profile) ? told.profile : {};
  const tags = Array.isArray(about.tags) ? about.tags : [];
  return [
    ...tags.filter((tag) => typeof tag === "string"),
    ...["type", "owner", "system"].map((field) => stringField(told, field)),
    stringField(annotations, "github.com/project-slug"),
    stringField(profile, "email"),
    stringField(about, "description")?.slice(0, TEXT_MAX),
  ]
    .filter(Boolean)
    .join(" ");
}
