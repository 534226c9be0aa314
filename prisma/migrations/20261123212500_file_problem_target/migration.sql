-- The ref a warning is about (an owner nobody knows, a name another repository has), so that it ends when the ref appears.
ALTER TABLE "file_problem" ADD COLUMN "target_ref" TEXT;
CREATE INDEX "file_problem_tenant_id_target_ref_idx" ON "file_problem"("tenant_id", "target_ref");
