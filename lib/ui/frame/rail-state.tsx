"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { RAIL_COOKIE } from "./rail-cookie";

type RailState = { readonly narrow: boolean; readonly toggle: () => void };

const RailContext = createContext<RailState>({ narrow: false, toggle: () => undefined });

/** Whether the rail is narrow, and the switch. */
export function useRail(): RailState {
  return useContext(RailContext);
}

const YEAR_SECONDS = 31_536_000;

/** Root of the frame: holds the rail's width and remembers it in a cookie, so the server draws it right at once. */
export function RailRoot({
  initiallyNarrow,
  children,
}: {
  readonly initiallyNarrow: boolean;
  readonly children: ReactNode;
}) {
  const [narrow, setNarrow] = useState(initiallyNarrow);
  const toggle = useCallback(() => {
    setNarrow((before) => {
      // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing in Firefox ESR and Safari before 18.4
      document.cookie = `${RAIL_COOKIE}=${before ? "0" : "1"}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
      return !before;
    });
  }, []);
  const state = useMemo(() => ({ narrow, toggle }), [narrow, toggle]);
  return (
    <RailContext.Provider value={state}>
      <div data-rail={narrow ? "narrow" : "full"} className="group/shell flex min-h-dvh">
        {children}
      </div>
    </RailContext.Provider>
  );
}
