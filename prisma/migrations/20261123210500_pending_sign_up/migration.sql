-- What somebody has typed at sign-up before they have proved who they are. No tenant yet, so the system role only.
CREATE TABLE "pending_sign_up" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_sign_up_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "pending_sign_up_token_hash_key" ON "pending_sign_up"("token_hash");
ALTER TABLE "pending_sign_up" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "pending_sign_up" FORCE ROW LEVEL SECURITY;
CREATE POLICY system_access ON "pending_sign_up" TO portico_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "pending_sign_up" TO portico_system;
