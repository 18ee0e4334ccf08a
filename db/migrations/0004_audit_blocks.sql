-- Blocks name their events. Transaction ids start over where a dump is restored, so ranges of them told nothing there.
CREATE TABLE "audit_unsealed" (
	"event_id" bigint NOT NULL
);
--> statement-breakpoint
insert into audit_unsealed (event_id)
  select e.id from audit_events e
  where not exists (select 1 from audit_blocks b where e.transaction_id >= b.from_transaction and e.transaction_id < b.to_transaction);
--> statement-breakpoint
create function await_sealing() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed (event_id) values (new.id);
  return null;
end $$;
--> statement-breakpoint
create trigger audit_events_await_sealing after insert on audit_events
  for each row execute function await_sealing();
--> statement-breakpoint
alter table audit_blocks disable trigger audit_blocks_append_only;
--> statement-breakpoint
ALTER TABLE "audit_blocks" ADD COLUMN "event_ids" bigint[];--> statement-breakpoint
update audit_blocks b set event_ids = array(select e.id from audit_events e
  where e.transaction_id >= b.from_transaction and e.transaction_id < b.to_transaction order by e.transaction_id, e.id);
--> statement-breakpoint
ALTER TABLE "audit_blocks" ALTER COLUMN "event_ids" SET NOT NULL;--> statement-breakpoint
alter table audit_blocks enable trigger audit_blocks_append_only;
--> statement-breakpoint
DROP INDEX "audit_events_transaction";--> statement-breakpoint
ALTER TABLE "audit_blocks" DROP COLUMN "from_transaction";--> statement-breakpoint
ALTER TABLE "audit_blocks" DROP COLUMN "to_transaction";--> statement-breakpoint
ALTER TABLE "audit_blocks" DROP COLUMN "event_count";--> statement-breakpoint
ALTER TABLE "audit_events" DROP COLUMN "transaction_id";
