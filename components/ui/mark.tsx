/** The sign of Halfmax: a curve, and the drop line at its half. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" fill="none">
      <path d="M1.5 10h7.2M9.2 10.5V18" stroke="var(--muted)" strokeWidth="1.2" strokeDasharray="1.7 1.6" />
      <path d="M1.5 17c6 0 5.6-13.9 17-14" stroke="var(--accent)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="9.2" cy="10" r="2.2" fill="var(--bg)" stroke="var(--text)" strokeWidth="1.5" />
    </svg>
  )
}
