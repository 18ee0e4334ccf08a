-- What the table definitions cannot say: append-only tables, the settings version, and the unlogged counter.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger report_versions_append_only before update or delete or truncate on report_versions
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_events_append_only before update or delete or truncate on audit_events
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_blocks_append_only before update or delete or truncate on audit_blocks
  for each statement execute function refuse_change();
--> statement-breakpoint
insert into settings_version (version) values (1);
--> statement-breakpoint
create function bump_settings_version() returns trigger language plpgsql as $$
begin
  update settings_version set version = version + 1;
  return null;
end $$;
--> statement-breakpoint
create trigger organizations_settings_version after insert or update or delete on organizations
  for each statement execute function bump_settings_version();
--> statement-breakpoint
create trigger senders_settings_version after insert or update or delete on senders
  for each statement execute function bump_settings_version();
--> statement-breakpoint
create trigger receivers_settings_version after insert or update or delete on receivers
  for each statement execute function bump_settings_version();
--> statement-breakpoint
alter table rate_counters set unlogged;
