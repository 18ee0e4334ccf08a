DROP INDEX "submissions_organization";--> statement-breakpoint
DROP INDEX "submissions_sender";--> statement-breakpoint
CREATE INDEX "routings_state" ON "routings" USING btree ("organization","state","destination","received_at","submission_id") WHERE "routings"."state" in ('filtered', 'skipped', 'superseded', 'retrying', 'failed');--> statement-breakpoint
CREATE INDEX "submissions_organization" ON "submissions" USING btree ("organization","received_at","id","topic");--> statement-breakpoint
CREATE INDEX "submissions_sender" ON "submissions" USING btree ("organization","sender","received_at","id","overall_status");