"use client";

// Here and not in the lazy half: styles that arrive after the code make the graph measure itself as empty.
import "@xyflow/react/dist/base.css";
import "./relation-graph.css";
import dynamic from "next/dynamic";
import { cx } from "../cx";
import { Skeleton } from "../skeleton";
import type { RelationGraphProps } from "./graph-data";

const RelationCanvas = dynamic(() => import("./relation-canvas").then((module) => module.RelationCanvas), {
  ssr: false,
  loading: () => (
    <div role="status" aria-label="Loading the graph" className="grid h-full place-items-center">
      <Skeleton className="h-12 w-48" />
    </div>
  ),
});

/** Entities and their relations as a graph; loads when shown. Lists beside it say the same in words. Default height 420 px. */
export function RelationGraph({ className, ...props }: RelationGraphProps) {
  return (
    <section
      aria-label={props.label}
      className={cx("h-105 overflow-hidden rounded-lg border border-line bg-canvas", className)}
    >
      <RelationCanvas {...props} />
    </section>
  );
}
