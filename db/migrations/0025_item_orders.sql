-- A file of several reports stands in several orders: place, order and what superseded it belong to its items.
ALTER TABLE "delivery_items" ADD COLUMN "destination" text;--> statement-breakpoint
ALTER TABLE "delivery_items" ADD COLUMN "order_key" text;--> statement-breakpoint
ALTER TABLE "delivery_items" ADD COLUMN "version" integer;--> statement-breakpoint
ALTER TABLE "delivery_items" ADD COLUMN "superseded_by" uuid;--> statement-breakpoint
update delivery_items i set destination = d.destination, order_key = d.order_key, version = d.version,
  superseded_by = d.superseded_by
from deliveries d where d.id = i.delivery_id;
--> statement-breakpoint
ALTER TABLE "delivery_items" ALTER COLUMN "destination" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery_items" ALTER COLUMN "order_key" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery_items" ALTER COLUMN "version" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "gathers" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "has_superseded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
update deliveries set has_superseded = true
where superseded_by is not null and state in ('queued', 'sending', 'retrying', 'ready');
--> statement-breakpoint
DROP INDEX "deliveries_open";--> statement-breakpoint
DROP INDEX "deliveries_due";--> statement-breakpoint
DROP INDEX "deliveries_superseded";--> statement-breakpoint
DROP INDEX "deliveries_withdrawals";--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "order_key";--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "version";--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "superseded_by";--> statement-breakpoint
CREATE INDEX "deliveries_gathering" ON "deliveries" USING btree ("next_attempt_at") WHERE "deliveries"."gathers" and "deliveries"."state" in ('queued', 'ready') and not "deliveries"."has_superseded";--> statement-breakpoint
CREATE INDEX "delivery_items_order" ON "delivery_items" USING btree ("order_key","destination","version");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("destination","next_attempt_at") WHERE "deliveries"."state" in ('queued', 'retrying') and not "deliveries"."has_superseded" and not "deliveries"."gathers";--> statement-breakpoint
CREATE INDEX "deliveries_superseded" ON "deliveries" USING btree ("next_attempt_at") WHERE "deliveries"."state" in ('queued', 'retrying', 'ready', 'failed') and "deliveries"."has_superseded";--> statement-breakpoint
CREATE INDEX "deliveries_withdrawals" ON "deliveries" USING btree ("destination","next_attempt_at") WHERE "deliveries"."withdrawal" and "deliveries"."state" in ('queued', 'retrying') and not "deliveries"."has_superseded" and not "deliveries"."gathers";
