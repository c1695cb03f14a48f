import styles from './help-link.module.css'

interface Props {
  /** Page of the guide, with its heading where the panel is only a part of it: `parameters#fit-method`. */
  readonly to: string
  readonly children: string
}

/** To the guide's page about a panel, in a tab of its own: the work stays where it is. */
export function HelpLink({ to, children }: Props) {
  return (
    <a className={styles.help} href={`/guide/${to}`} target="_blank">
      Help: {children}
    </a>
  )
}
