ALTER TABLE "deliveries" ADD COLUMN "offered_at" timestamp with time zone;--> statement-breakpoint
update deliveries set offered_at =
  case when attempts = 0 and superseded_by is null then next_attempt_at else created_at end;
--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "offered_at" SET NOT NULL;--> statement-breakpoint
create function offer_at_first_attempt() returns trigger language plpgsql as $$
begin
  new.offered_at := new.next_attempt_at;
  return new;
end $$;
--> statement-breakpoint
create trigger deliveries_offered_at before insert on deliveries
  for each row when (new.offered_at is null) execute function offer_at_first_attempt();
--> statement-breakpoint
DROP INDEX "deliveries_receiver";--> statement-breakpoint
CREATE INDEX "deliveries_organization" ON "deliveries" USING btree ("organization","offered_at","id");--> statement-breakpoint
CREATE INDEX "deliveries_destination" ON "deliveries" USING btree ("organization","destination","offered_at","id");
