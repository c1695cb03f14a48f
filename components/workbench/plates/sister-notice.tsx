import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { counted } from '@/lib/format/format-number.ts'
import { readAuthor } from '../use-author.ts'
import type { Bench } from '../use-bench.ts'
import { declineOffers } from './declined-offers.ts'
import styles from './plates.module.css'
import type { SisterOffer } from './sister-offers.ts'
import { useSisterOffers } from './use-sister-offers.ts'

/** More than this many are taken together or not at all. */
const MOST_SINGLE = 6

/** A well that was taken out of one readout, offered in its others: all, some or none. */
export default function SisterNotice({ bench }: { readonly bench: Bench }) {
  const offers = useSisterOffers(bench)
  const [first] = offers
  if (!first) return null
  const isOne = offers.length === 1
  const take = (taken: readonly SisterOffer[]) => {
    const at = new Date().toISOString()
    bench.dispatch({
      kind: 'exclude',
      label: `exclude ${counted(taken.length, 'well')} in other readouts too`,
      exclusions: taken.map(({ curve, row, from }) => ({
        ...from,
        row,
        responseColumn: curve.responseColumn,
        author: readAuthor(),
        at,
      })),
    })
  }
  return (
    <Notice
      tone="info"
      className={styles.offer}
      title={
        isOne
          ? `Row ${first.from.row + 1} is out of ${first.fromCurve.label}, and still in ${whereText(first)}`
          : `${counted(offers.length, 'well')} are out of one readout, and still in another`
      }
      actions={
        <>
          <Button look="link" onClick={() => take(offers)}>
            Take {isOne ? 'it' : 'all'} out there too
          </Button>
          {!isOne &&
            offers.length <= MOST_SINGLE &&
            offers.map((offer) => (
              <Button key={offer.key} look="link" onClick={() => take([offer])}>
                Only row {offer.row + 1} of {offer.curve.label}
              </Button>
            ))}
          <Button look="link" onClick={() => declineOffers(offers.map(({ key }) => key))}>
            Leave {isOne ? 'it' : 'all'} in
          </Button>
        </>
      }
    >
      The same well, read again. A dashed ring marks {isOne ? 'it' : 'them'} on the plot.
    </Notice>
  )
}

/** A long table has the well in another row. */
function whereText({ curve, row, from }: SisterOffer): string {
  return row === from.row ? curve.label : `${curve.label} (row ${row + 1})`
}
