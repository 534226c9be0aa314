import { expect, it } from "vitest";
import { readDelivery } from "./read-delivery";

const installation = { id: 7 };
const repository = { id: 42, default_branch: "main" };

it.each([
  ["push", { installation, repository, ref: "refs/heads/main" }, [{ kind: "repository", externalId: "42" }]],
  ["push", { installation, repository, ref: "refs/heads/topic" }, []],
  ["repository", { installation, repository, action: "renamed" }, [{ kind: "repository", externalId: "42" }]],
  ["installation", { installation, action: "suspend" }, [{ kind: "installation" }, { kind: "listing" }]],
  ["installation_repositories", { installation, action: "added" }, [{ kind: "listing" }]],
  ["team", { installation, action: "edited" }, [{ kind: "organisation" }]],
  ["star", { installation, repository }, []],
])("%s names what to read again", (event, body, hints) => {
  expect(readDelivery(event, body)).toEqual({ installationId: 7, hints });
});

it("makes nothing of a body in another form", () => {
  expect(readDelivery("push", { installation: { id: "7" } })).toEqual({
    installationId: undefined,
    hints: [],
  });
  expect(readDelivery("push", "text")).toEqual({ installationId: undefined, hints: [] });
});
