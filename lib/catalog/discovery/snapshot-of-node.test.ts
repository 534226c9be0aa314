import { expect, it } from "vitest";
import { SNAPSHOT_LIMITS } from "../ingest/file-interest";
import { repositorySnapshotSchema } from "../ingest/repository-snapshot";
import { chooseBlobs, draftOfNode, extendDraft, finishDraft, kindFilesOf } from "./snapshot-of-node";

const oid = (letter: string) => letter.repeat(40);
const blob = (name: string, letter: string, size = 10) => ({ name, type: "blob", oid: oid(letter), size });

function node(entries: readonly object[], more: object = {}) {
  return {
    databaseId: 42,
    name: "payments-api",
    url: "https://github.com/acme/payments-api",
    owner: { login: "acme" },
    isArchived: false,
    isFork: false,
    isPrivate: true,
    isEmpty: false,
    languages: { edges: [{ size: 900, node: { name: "Go" } }] },
    defaultBranchRef: {
      name: "main",
      target: {
        oid: oid("f"),
        history: {
          nodes: [
            { author: { name: "Ada", user: { login: "ada" } } },
            { author: { name: "renovate[bot]", user: null } },
            { author: { name: "Ada Obi", user: { login: "ada" } } },
          ],
        },
        tree: { entries },
      },
    },
    p0: { oid: oid("a"), byteSize: 5, isBinary: false, isTruncated: false, text: "kind:" },
    ...more,
  };
}

it("reads a repository, what to read next, and nothing of vendored folders", () => {
  const draft = draftOfNode(
    node([
      blob("catalog-info.yaml", "a"),
      {
        name: "services",
        type: "tree",
        oid: oid("b"),
        object: {
          entries: [
            {
              name: "pay",
              type: "tree",
              oid: oid("c"),
              object: {
                entries: [blob("catalog-info.yaml", "d"), { name: "deep", type: "tree", oid: oid("e") }],
              },
            },
          ],
        },
      },
      { name: "node_modules", type: "tree", oid: oid("9") },
      { name: "submodule", type: "commit", oid: oid("8") },
    ]),
  );
  expect(draft?.files).toEqual([{ path: "catalog-info.yaml", sha: oid("a"), sizeBytes: 5, text: "kind:" }]);
  expect(draft?.wanted.map((wanted) => wanted.path)).toContain("services/pay/catalog-info.yaml");
  expect(draft?.folders).toEqual([{ path: "services/pay/deep", oid: oid("e") }]);
  expect(draft?.snapshot).toMatchObject({
    externalId: "42",
    headSha: oid("f"),
    contributors: [{ login: "ada", commits: 2 }],
    languages: { Go: 900 },
  });
  const snapshot =
    draft &&
    finishDraft(extendDraft(draft, { files: [], trees: [{ entries: [blob("openapi.yaml", "7")] }] }), [
      { teamSlug: "pay", permission: "push" },
    ]);
  expect(repositorySnapshotSchema.parse(snapshot)).toMatchObject({
    treeTruncated: false,
    teamAccess: [{ teamSlug: "pay" }],
  });
  expect(snapshot?.tree?.map((entry) => entry.path)).toContain("services/pay/deep/openapi.yaml");
});

it("says that the tree is not complete when a folder could not be read", () => {
  const draft = draftOfNode(node([{ name: "docs", type: "tree", oid: oid("b") }]));
  expect(draft && extendDraft(draft, { files: [], trees: [null] }).treeTruncated).toBe(true);
});

it("makes nothing of a null node or one of another form", () => {
  expect(draftOfNode(null)).toBeUndefined();
  expect(draftOfNode({ __typename: "Repository" })).toBeUndefined();
});

it("keeps an empty repository apart from an unreadable one", () => {
  expect(draftOfNode(node([], { isEmpty: true, defaultBranchRef: null, p0: null }))?.snapshot).toMatchObject({
    empty: true,
  });
});

it("reads descriptors first, records what is too large, and stops at the bounds", () => {
  const many = Array.from({ length: 300 }, (_, index) => ({
    path: `docs/${String(index).padStart(3, "0")}.md`,
    oid: oid("a"),
    sizeBytes: 10,
  }));
  const chosen = chooseBlobs(
    [],
    [
      ...many,
      { path: "x/catalog-info.yaml", oid: oid("b"), sizeBytes: 10 },
      { path: "openapi.yaml", oid: oid("c"), sizeBytes: SNAPSHOT_LIMITS.fileBytes + 1 },
    ],
  );
  expect(chosen.read[0]?.path).toBe("x/catalog-info.yaml");
  expect(chosen.tooLarge).toMatchObject([{ path: "openapi.yaml", problem: "too_large" }]);
  expect(chosen.read.length + chosen.tooLarge.length).toBe(SNAPSHOT_LIMITS.files);
  expect(chosen.left).toBe(302 - SNAPSHOT_LIMITS.files);
});

it("believes that a definition file is gone only where the whole folder was seen", () => {
  const draft = draftOfNode(node([]));
  if (!draft) throw new Error("no draft");
  const complete = (kindFolder: string, treeTruncated: boolean, count = 1) =>
    kindFilesOf({
      ...draft,
      kindFolder,
      treeTruncated,
      tree: Array.from({ length: count }, (_, at) => ({ path: `${kindFolder}/k${at}.yaml`, type: "blob" })),
    })?.complete;
  expect(complete(".portico/kinds", true)).toBe(true);
  expect(complete("a/b/kinds", false)).toBe(true);
  expect(complete("a/b/kinds", true)).toBe(false);
  expect(complete(".portico/kinds", false, 101)).toBe(false);
  expect(kindFilesOf(draft)).toBeUndefined();
});
