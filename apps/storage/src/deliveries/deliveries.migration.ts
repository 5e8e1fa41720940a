import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the table of before held stays: one message of the operator for each. */
export class CreateDeliveries1795305600041 implements MigrationInterface {
  name = 'CreateDeliveries1795305600041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table deliveries rename to former_deliveries');
    await runner.query('alter table former_deliveries rename constraint deliveries_pkey to former_deliveries_pkey');
    await runner.query(`
      create table deliveries (
        recipient       text collate "C" not null,
        notice_key      text collate "C" not null,
        kind            text not null,
        watch_id        text collate "C" not null,
        alert_id        text collate "C",
        source          text collate "C" not null,
        event_id        text collate "C" not null,
        severity        text not null,
        observed_at     timestamptz not null,
        status          text not null check (status in ('held', 'queued', 'sent', 'failed', 'suppressed')),
        reason          text,
        due_at          timestamptz,
        delivery_key    text collate "C",
        decided_at      timestamptz not null,
        sent_at         timestamptz,
        acknowledged_at timestamptz,
        acknowledged_by text,
        escalated_at    timestamptz,
        escalated_to    text,
        stream_seq      bigint not null,
        primary key (recipient, notice_key)
      )`);
    await runner.query('create index deliveries_by_message on deliveries (delivery_key)');
    await runner.query('create index deliveries_by_alert on deliveries (alert_id)');
    await runner.query(`
      create table messages (
        delivery_key text collate "C" not null,
        channel      text not null,
        recipient    text collate "C" not null,
        kind         text not null,
        notices      bigint not null,
        status       text not null check (status in ('queued', 'sent', 'failed')),
        attempts     bigint,
        code         text,
        detail       text,
        queued_at    timestamptz not null,
        ended_at     timestamptz,
        stream_seq   bigint not null,
        primary key (delivery_key, channel)
      )`);
    await runner.query(`
      insert into deliveries (recipient, notice_key, kind, watch_id, alert_id, source, event_id, severity, observed_at, status, delivery_key,
        decided_at, sent_at, stream_seq)
      select distinct on (former.alert_id) 'operator', former.alert_id || ':opened', 'opened', former.watch_id, former.alert_id, former.source, former.event_id,
        'normal', coalesce(alert.opened_at, former.at), former.status, former.delivery_key, former.at,
        case when former.status = 'sent' then former.at end, former.stream_seq
      from former_deliveries former left join alerts alert using (alert_id)
      order by former.alert_id, former.status desc`);
    await runner.query(`
      insert into messages (delivery_key, channel, recipient, kind, notices, status, attempts, code, detail, queued_at, ended_at, stream_seq)
      select delivery_key, channel, 'operator', 'alert', 1, status, attempts, code, detail, at, at, stream_seq from former_deliveries`);
    await runner.query('drop table former_deliveries');
    for (const [what, comment] of comments) await runner.query(`comment on ${what} is '${comment.replaceAll("'", "''")}'`);
    await runner.query(`
      do $$ begin
        if exists (select from pg_roles where rolname = 'tickettape_reader') then grant select on deliveries, messages to tickettape_reader; end if;
      exception when insufficient_privilege then raise warning 'tickettape_reader may not read deliveries';
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table messages');
    await runner.query('drop table deliveries');
    await runner.query(`
      create table deliveries (
        delivery_key text collate "C" primary key, alert_id text collate "C" not null, watch_id text collate "C" not null,
        source text collate "C" not null, event_id text collate "C" not null, episode bigint not null, channel text not null,
        status text not null check (status in ('sent', 'failed')), attempts bigint not null, code text, detail text,
        at timestamptz not null, stream_seq bigint not null
      )`);
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['table deliveries', 'One row for everything worth telling one recipient: what was decided, and what became of it'],
  [
    'column deliveries.recipient',
    'An id that says nothing about the person; operator stands for the channels in the environment of the notifier',
  ],
  ['column deliveries.kind', 'opened, closed, blinded or sighted'],
  ['column deliveries.alert_id', 'null where it is about the watch itself'],
  ['column deliveries.reason', 'Why it is held or was suppressed; null otherwise'],
  ['column deliveries.due_at', 'Held: not before then'],
  ['column deliveries.delivery_key', 'The message that carries it; null where there is none yet'],
  ['column deliveries.sent_at', 'When the first channel accepted it'],
  ['column deliveries.escalated_to', 'Who was told because nobody acknowledged it; null also where that was not necessary any more'],
  ['table messages', 'One row per message and channel: an alert, or a digest of several'],
  ['column messages.kind', 'alert, digest, escalation or redrive'],
  ['column messages.notices', 'How many things it tells'],
  ['column messages.code', 'Why it was given up; null unless it failed'],
];
