"use client";

import { useEffect, useState } from "react";
import type { MappingPreview, Read, Sample } from "@/lib/imports/client";
import { previewExpression } from "../actions";

const QUIET_MS = 500;

export type Samples = Readonly<Record<string, Sample>>;
export type PreviewState = {
  readonly preview: MappingPreview | undefined;
  readonly problem: string | undefined;
  readonly isLate: boolean;
};

/** Maps the sample on the server whenever reading pauses; an answer that comes late is not shown over a later one. */
export function usePreview(
  tenant: string,
  read: Read,
  reads: readonly Read[],
  samples: Samples,
): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: undefined, problem: undefined, isLate: false });
  const sample = samples[read.name];
  const lookups = reads.flatMap((one) => {
    const own = samples[one.name];
    return one.key === undefined || !own ? [] : [{ read: one, sample: own }];
  });
  const question =
    sample && read.mapping !== undefined ? JSON.stringify({ read, sample, lookups }) : undefined;
  useEffect(() => {
    if (question === undefined) {
      setState({ preview: undefined, problem: undefined, isLate: false });
      return;
    }
    let isOver = false;
    setState((before) => ({ ...before, isLate: true }));
    const timer = setTimeout(async () => {
      const result = await previewExpression(tenant, JSON.parse(question));
      if (isOver) return;
      setState(
        result.ok
          ? { preview: result.data, problem: undefined, isLate: false }
          : { preview: undefined, problem: result.error.message, isLate: false },
      );
    }, QUIET_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [tenant, question]);
  return state;
}
