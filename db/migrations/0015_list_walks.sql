DROP INDEX "routings_destination";--> statement-breakpoint
DROP INDEX "routings_filter_type";--> statement-breakpoint
CREATE INDEX "submissions_topic" ON "submissions" USING btree ("organization","topic","received_at","id") WHERE "submissions"."topic" <> 'radiology';--> statement-breakpoint
CREATE INDEX "routings_destination" ON "routings" USING btree ("organization","destination","received_at","submission_id") WHERE "routings"."state" <> 'outside';--> statement-breakpoint
CREATE INDEX "routings_filter_type" ON "routings" USING btree ("organization","filter_type","destination","received_at","submission_id") WHERE "routings"."filter_type" is not null and "routings"."state" <> 'outside';