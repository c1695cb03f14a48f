import { ChartScatter, ListFilter, Search } from 'lucide-react'
import { useId, type RefObject } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Select } from '@/components/ui/select.tsx'
import text from '@/components/ui/text.module.css'
import type { ReviewQuery } from '@/lib/workbench/review-list.ts'
import { SORTS, type SortKey } from '@/lib/workbench/review-order.ts'
import styles from './filter-bar.module.css'
import { FacetGroup } from './facet-group.tsx'
import { sortWords } from './sort-words.ts'
import type { Review } from './use-review.ts'

interface Props {
  readonly review: Review
  readonly potencyName: string
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly isOpen: boolean
  onOpen(isOpen: boolean): void
  readonly isScatterOpen: boolean
  onScatter(isOpen: boolean): void
  onApproveRest(): void
}

/** What is shown of the curves and in which order, and how far the review has come. */
export function FilterBar({
  review,
  potencyName,
  searchRef,
  isOpen,
  onOpen,
  onApproveRest,
  ...scatter
}: Props) {
  const { query, setQuery, list, progress, rows } = review
  const change = (part: Partial<ReviewQuery>) => setQuery({ ...query, ...part })
  const chosenCount = Object.values(query.chosen).flat().length + (query.brush ? 1 : 0)
  const isFiltered = chosenCount > 0 || query.find.trim() !== ''
  return (
    <div className={styles.filters}>
      <div className={styles.bar}>
        <p className={styles.count}>
          {isFiltered && `${list.rows.length.toLocaleString('en')} of `}
          {rows.length.toLocaleString('en')} {rows.length === 1 ? 'curve' : 'curves'}
        </p>
        <Segmented
          label="Show curves as"
          value={query.view}
          options={VIEW_CHOICES}
          onChange={(view) => change({ view })}
        />
        <SearchField review={review} searchRef={searchRef} />
        <FacetGroup facet="verdict" review={review} isInline />
        <Button
          size="compact"
          look="plain"
          aria-expanded={isOpen}
          aria-controls="review-facets"
          onClick={() => onOpen(!isOpen)}
        >
          <ListFilter size={14} aria-hidden /> All filters{chosenCount > 0 && ` (${chosenCount})`}
        </Button>
        <Button
          size="compact"
          look="plain"
          aria-expanded={scatter.isScatterOpen}
          onClick={() => scatter.onScatter(!scatter.isScatterOpen)}
        >
          <ChartScatter size={14} aria-hidden /> Scatter
        </Button>
        {isFiltered && (
          <Button
            size="compact"
            look="link"
            onClick={() => setQuery({ ...query, chosen: NONE_CHOSEN, find: '', brush: null })}
          >
            Show all
          </Button>
        )}
        <span className={text.grow} />
        <Order query={query} potencyName={potencyName} onChange={change} />
        <Progress
          text={progress.text}
          share={progress.total === 0 ? 0 : progress.reviewed / progress.total}
        />
        <Button size="compact" onClick={onApproveRest}>
          Approve the rest
        </Button>
      </div>
      {isOpen && (
        <div id="review-facets" className={styles.facets}>
          {(['mark', 'class', 'flag', 'group'] as const).map((facet) => (
            <FacetGroup key={facet} facet={facet} review={review} />
          ))}
        </div>
      )}
    </div>
  )
}

const VIEW_CHOICES = [
  { value: 'grid', text: 'Plots' },
  { value: 'table', text: 'Table' },
] as const

const NONE_CHOSEN: ReviewQuery['chosen'] = { verdict: [], class: [], flag: [], mark: [], group: [] }

function SearchField({ review, searchRef }: Pick<Props, 'review' | 'searchRef'>) {
  const id = useId()
  const { query, setQuery, list } = review
  return (
    <span className={styles.search}>
      <Search size={14} aria-hidden />
      <input
        ref={searchRef}
        type="search"
        aria-label="Find curves by name"
        placeholder="Name or /regex/"
        aria-invalid={list.findProblem !== null || undefined}
        aria-describedby={list.findProblem === null ? undefined : id}
        value={query.find}
        onChange={(event) => setQuery({ ...query, find: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {list.findProblem !== null && (
        <span id={id} className={styles.problem}>
          {list.findProblem}
        </span>
      )}
    </span>
  )
}

interface OrderProps {
  readonly query: ReviewQuery
  readonly potencyName: string
  onChange(part: Partial<ReviewQuery>): void
}

function Order({ query, potencyName, onChange }: OrderProps) {
  // Columns of the table that tell groups apart are sorted by in its own head.
  const sorts = SORTS.some((one) => one === query.sort) ? SORTS : [...SORTS, query.sort]
  return (
    <span className={styles.order}>
      <Select<SortKey>
        isPlain
        isSnug
        aria-label="Sort by"
        value={query.sort}
        options={sorts.map((value) => ({ value, text: `Sort: ${sortWords(value, potencyName)}` }))}
        onChange={(sort) => onChange({ sort })}
      />
      <Button
        size="compact"
        look="icon"
        aria-label={query.isDescending ? 'Sort ascending' : 'Sort descending'}
        title={query.isDescending ? 'Descending' : 'Ascending'}
        onClick={() => onChange({ isDescending: !query.isDescending })}
      >
        <span aria-hidden>{query.isDescending ? '↓' : '↑'}</span>
      </Button>
    </span>
  )
}

function Progress({ text: words, share }: { text: string; share: number }) {
  return (
    <span className={styles.progress}>
      <span>{words}</span>
      <span className={styles.track} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  )
}
