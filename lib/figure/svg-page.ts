/** More curves than this are not told apart by colour: small multiples, or one over grey. */
export const MOST_COLOURED = 5

export const PANELS_PER_PAGE = 12

export interface SvgOptions {
  /** Width in px; the height follows from the content. */
  readonly width?: number
  readonly hasBand?: boolean
  readonly hasMeanSd?: boolean
  /** 0-based page of small multiples. */
  readonly page?: number
  /** Small multiples on one page; absent 12. */
  readonly panelsPerPage?: number
  /** Small multiples side by side; absent three. */
  readonly columns?: number
  /** "(2 of 4)" after the title where there are more pages; absent true. */
  readonly hasPageNumber?: boolean
  /** Title and axes above small multiples; absent true. */
  readonly hasHeading?: boolean
  /** Small multiples also of few curves; absent, those of up to five share one plot. */
  readonly arePanels?: boolean
  /** "22.9 µM" under its line rather than "22.9": where the axis counts in another unit. */
  readonly hasPotencyUnit?: boolean
  /** The drawing's accessible name; absent, the figure's title. */
  readonly name?: string
  /** Keeps ids apart where several figures share one document. */
  readonly idPrefix?: string
}

/** What a page draws: markup in a 0,0 box and the height it took. */
export interface SvgPage {
  readonly height: number
  readonly markup: string
}
