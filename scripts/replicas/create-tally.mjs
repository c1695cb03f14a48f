/** What was asked, and how often it had to be asked again, per round. */
export function createTally() {
  let now = new Map()
  const rounds = []
  return {
    rounds,
    note: (what, tries) => {
      const row = now.get(what) ?? { asked: 0, again: 0, most: 0 }
      now.set(what, {
        asked: row.asked + 1,
        again: row.again + (tries > 1 ? 1 : 0),
        most: Math.max(row.most, tries),
      })
    },
    end: (round) => {
      rounds.push({ round, rows: now })
      now = new Map()
    },
  }
}
