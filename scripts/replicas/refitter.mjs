import { createHash } from 'node:crypto'
import { SEEDED } from '../../lib/sandbox/control.ts'
import { readFrame } from '../load/steps.mjs'

/** Curves of the frame that is refitted (lib/sandbox/seeds/large.ts): a minute of two threads. */
const CURVES = 3000

/** A claim says which process it is of, and a session of the database of which replica: noted together. */
const WHO_HOLDS = `
  create schema replicas;
  create table replicas.holders (claim text primary key, name text not null);
  create function replicas.note_holder() returns trigger language plpgsql as $$ begin
    if new.claim is not null then
      insert into replicas.holders values (new.claim, current_setting('application_name')) on conflict do nothing;
    end if;
    return null;
  end $$;
  create trigger note_holder after update on batch_chunks for each row execute function replicas.note_holder()`

/**
 * Somebody who has a frame of 100,000 rows refitted on the server: one chunk, so one replica at a time fits it.
 *
 * @param {object} person signed in, as `steadyPerson` gives one
 */
export async function createRefitter({ person, stack, database }) {
  await database.query(WHO_HOLDS)
  const analysisId = SEEDED.large
  const path = `/analysis/${analysisId}`
  const opened = await person.act('opening', 'openAnalysis', '/', { key: stack.sandbox.key('large') })
  const place = { analysisId, frameId: opened.analysis.frames.find(({ isSuggested }) => isSuggested)?.id }
  const work = (await readFrame(person, place))('none')
  const batchIds = []
  const fitted = async (batchId) => {
    const { rows } = await database.query(
      'select fitted_count as n, fits is null as "isOpen" from batch_chunks where batch_id = $1',
      [batchId],
    )
    return rows[0]?.isOpen ? rows[0].n : 0
  }
  return {
    /** @returns {Promise<string>} */
    start: async () => {
      const { batchId } = await person.act('refit asked for', 'startBatch', path, { ...place, work })
      batchIds.push(batchId)
      return batchId
    },
    /** How many curves are fitted of a refit that some replica is fitting now; 0 where none is. */
    fitted,
    /** @returns {Promise<string>} the name of the replica that fits */
    holder: async (batchId) => {
      const { rows } = await database.query(
        'select name from replicas.holders join batch_chunks using (claim) where batch_id = $1',
        [batchId],
      )
      return rows[0]?.name
    },
    isDone: async (batchId) => {
      const batch = await person.json('look at a refit', `/api/batches/${batchId}`)
      if (batch.state === 'failed') throw new Error(`${person.who}: ${JSON.stringify(batch.message)}`)
      return batch.state === 'done'
    },
    /** Looks at what the database keeps of them. */
    judge: async () => {
      const { rows } = await database.query(
        `select b.state, b.curve_count as curves, c.tries, c.fits,
          (select count(*)::int from audit_entries where action = 'refitted' and subject = 'refit ' || b.id) as said
          from batches b join batch_chunks c on c.batch_id = b.id where b.id = any($1)`,
        [batchIds],
      )
      const whole = rows.filter(({ state, curves }) => state === 'done' && curves === CURVES)
      const bytes = new Set(rows.map(({ fits }) => createHash('sha256').update(fits).digest('hex')))
      return [
        finding('refits whole', `${whole.length} of ${batchIds.length}`, whole.length === batchIds.length),
        finding(
          'refits that another run took over, once each',
          rows.filter(({ tries }) => tries === 2).length,
          rows.every(({ tries }) => tries === 2),
        ),
        finding('different fits among them', bytes.size - 1, bytes.size === 1),
        finding(
          'entries of their end in the trail',
          rows.map(({ said }) => said).join(' and '),
          rows.every(({ said }) => said === 1),
        ),
      ]
    },
  }
}

function finding(what, found, isGood) {
  return { what, found, isGood }
}
