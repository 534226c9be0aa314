import {
  type IngestDoor,
  ingestOrganisation,
  ingestRepositories,
  type RefreshDoor,
  retireRepositories,
} from "@/lib/catalog";

/** What discovery hands over to: the ingest of this product. */
export const ingestDoor: IngestDoor & RefreshDoor = {
  organisation: (ctx, sourceId, org) => ingestOrganisation(ctx, { sourceId, org }),
  remove: (ctx, sourceId, repositoryIds) => retireRepositories(ctx, { sourceId, repositoryIds }),
  repositories: async (ctx, sourceId, repositoryIds) => {
    await ingestRepositories(ctx, { sourceId, repositoryIds });
  },
};
