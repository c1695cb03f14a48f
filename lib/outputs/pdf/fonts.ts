import { StandardFonts, type PDFDocument, type PDFFont } from '@cantoo/pdf-lib'
import { pdfText, STANDARD_LETTERS, type Letters } from './pdf-text.ts'

export interface Fonts {
  readonly plain: PDFFont
  readonly bold: PDFFont
  /** A text in the letters of both. */
  write(text: string): string
  /** Characters that texts so far had and the fonts have not. */
  readonly lacking: ReadonlySet<string>
}

/** Fonts with more letters than those that every reader of PDF has, and what takes them apart. */
export interface FontFiles {
  readonly fontkit: Parameters<PDFDocument['registerFontkit']>[0]
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}

/** Helvetica, which a file need not carry: western European letters. */
export function standardFonts(pdf: PDFDocument): Fonts {
  const [plain, bold] = [StandardFonts.Helvetica, StandardFonts.HelveticaBold].map((name) =>
    pdf.embedStandardFont(name),
  )
  if (!plain || !bold) throw new Error('both fonts are among the standard ones')
  return { plain, bold, ...writing(STANDARD_LETTERS.has) }
}

/** Those letters of the files that texts use go into the document. */
export async function embeddedFonts(pdf: PDFDocument, { fontkit, regular, bold }: FontFiles): Promise<Fonts> {
  pdf.registerFontkit(fontkit)
  const [plainFont, boldFont] = [
    await pdf.embedFont(regular, { subset: true }),
    await pdf.embedFont(bold, { subset: true }),
  ]
  const sets = [plainFont, boldFont].map((font) => new Set(font.getCharacterSet()))
  const has = (character: string) => sets.every((set) => set.has(character.codePointAt(0) ?? -1))
  return { plain: plainFont, bold: boldFont, ...writing(has) }
}

function writing(has: Letters['has']): Pick<Fonts, 'write' | 'lacking'> {
  const lacking = new Set<string>()
  const letters: Letters = { has, lacks: (character) => lacking.add(character) }
  return { write: (text) => pdfText(text, letters), lacking }
}
