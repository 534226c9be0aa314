import { useEffect, useState } from "react";
import type { CommandGroup, CommandSearch } from "./command-item";

const PAUSE_MS = 80;
const nothing: readonly CommandGroup[] = [];

type CommandSearchState = {
  readonly found: readonly CommandGroup[];
  readonly searching: boolean;
  readonly failed: boolean;
};

/** Results for what is typed: the last key wins, older answers are dropped. */
export function useCommandSearch(search: CommandSearch | undefined, query: string): CommandSearchState {
  const [state, setState] = useState<CommandSearchState>({ found: nothing, searching: false, failed: false });
  const wanted = query.trim();
  useEffect(() => {
    if (!search || wanted === "") {
      setState({ found: nothing, searching: false, failed: false });
      return;
    }
    const abort = new AbortController();
    setState((before) => ({ ...before, searching: true, failed: false }));
    const timer = setTimeout(() => {
      search(wanted, abort.signal).then(
        (found) => {
          if (!abort.signal.aborted) setState({ found, searching: false, failed: false });
        },
        () => {
          if (!abort.signal.aborted) setState({ found: nothing, searching: false, failed: true });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search, wanted]);
  return state;
}
