import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib'
import { INK } from '../../figure/svg-ink.ts'
import { colourOf } from './draw-shapes.ts'
import type { Fonts } from './fonts.ts'

/** A4 in points, with the margin on every side. */
const PAPER = { width: 595.28, height: 841.89, margin: 36 }
export const INNER_WIDTH = PAPER.width - 2 * PAPER.margin
/** Kept free above the bottom margin for the page's foot. */
const FOOT = 18

interface TextLook {
  readonly size: number
  readonly isBold?: boolean
  readonly colour?: string
}

/** Pages that fill from the top; a new one begins where the next part does not fit. */
export class Sheet {
  readonly #pdf: PDFDocument
  readonly fonts: Fonts
  #page: PDFPage
  /** What is still free begins here, in points from the lower edge. */
  #y: number

  constructor(pdf: PDFDocument, fonts: Fonts) {
    this.#pdf = pdf
    this.fonts = fonts
    this.#page = pdf.addPage([PAPER.width, PAPER.height])
    this.#y = PAPER.height - PAPER.margin
  }

  get page(): PDFPage {
    return this.#page
  }

  get left(): number {
    return PAPER.margin
  }

  get top(): number {
    return this.#y
  }

  newPage(): void {
    this.#page = this.#pdf.addPage([PAPER.width, PAPER.height])
    this.#y = PAPER.height - PAPER.margin
  }

  /** @returns whether a new page had to begin */
  makeRoom(height: number): boolean {
    if (this.#y - height >= PAPER.margin + FOOT) return false
    this.newPage()
    return true
  }

  down(height: number): void {
    this.#y -= height
  }

  /** A paragraph over the whole width, broken between words. */
  paragraph(text: string, { size, isBold = false, colour = INK.text }: TextLook): void {
    const font = isBold ? this.fonts.bold : this.fonts.plain
    for (const line of this.#lines(this.fonts.write(text), size, isBold)) {
      this.makeRoom(size * 1.4)
      this.#y -= size * 1.4
      this.#page.drawText(line, {
        x: PAPER.margin,
        y: this.#y + size * 0.3,
        size,
        font,
        color: colourOf(colour),
      })
    }
  }

  /** One line at a place of its own, cut to a width with an ellipsis. */
  cell(text: string, at: { readonly x: number; readonly width: number } & TextLook): void {
    const { x, width, size, isBold = false, colour = INK.text } = at
    const font = isBold ? this.fonts.bold : this.fonts.plain
    let shown = this.fonts.write(text)
    if (font.widthOfTextAtSize(shown, size) > width) {
      while (shown.length > 1 && font.widthOfTextAtSize(`${shown}…`, size) > width) shown = shown.slice(0, -1)
      shown = `${shown.trimEnd()}…`
    }
    this.#page.drawText(shown, { x: PAPER.margin + x, y: this.#y, size, font, color: colourOf(colour) })
  }

  rule(): void {
    const y = this.#y
    this.#page.drawLine({
      start: { x: PAPER.margin, y },
      end: { x: PAPER.width - PAPER.margin, y },
      thickness: 0.5,
      color: colourOf(INK.zero),
    })
  }

  #lines(text: string, size: number, isBold: boolean): readonly string[] {
    const font = isBold ? this.fonts.bold : this.fonts.plain
    const lines: string[] = []
    let line = ''
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && font.widthOfTextAtSize(longer, size) > INNER_WIDTH) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  }

  /** Writes the same words and the page's number at the foot of every page. */
  foot(text: string): void {
    const pages = this.#pdf.getPages()
    const { plain } = this.fonts
    const words = this.fonts.write(text)
    pages.forEach((page, place) => {
      const number = `${place + 1} of ${pages.length}`
      const look = { y: PAPER.margin - 8, size: 8, font: plain, color: colourOf(INK.muted) }
      page.drawText(words, { ...look, x: PAPER.margin })
      page.drawText(number, {
        ...look,
        x: PAPER.width - PAPER.margin - plain.widthOfTextAtSize(number, 8),
      })
    })
  }
}
