CREATE TABLE "hour_counts" (
	"organization" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"sender" text NOT NULL,
	"measure" text NOT NULL,
	"destination" text NOT NULL,
	"value" text NOT NULL,
	"submissions" integer NOT NULL,
	"items" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hours_counted" (
	"organization" text PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recounts" (
	"organization" text NOT NULL,
	"hour" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hours_counted" ADD CONSTRAINT "hours_counted_organization_organizations_name_fk" FOREIGN KEY ("organization") REFERENCES "public"."organizations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hour_counts_hour" ON "hour_counts" USING btree ("organization","hour");--> statement-breakpoint
CREATE INDEX "recounts_hour" ON "recounts" USING btree ("organization","hour");--> statement-breakpoint
create function recount_hour() returns trigger language plpgsql as $$
begin
  insert into recounts (organization, hour)
  select distinct organization, date_bin('1 hour', received_at, timestamptz '2000-01-01 00:00Z')
  from (values (old.organization, old.received_at), (new.organization, new.received_at)) s (organization, received_at)
  where organization is not null;
  return null;
end $$;
--> statement-breakpoint
create trigger submissions_inserted_late after insert on submissions for each row
  when (new.received_at < clock_timestamp() - interval '1 hour') execute function recount_hour();
--> statement-breakpoint
create trigger submissions_updated_late after update on submissions for each row
  when (least(old.received_at, new.received_at) < clock_timestamp() - interval '1 hour') execute function recount_hour();
--> statement-breakpoint
create trigger submissions_deleted_late after delete on submissions for each row
  when (old.received_at < clock_timestamp() - interval '1 hour') execute function recount_hour();
