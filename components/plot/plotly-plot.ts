'use client'

import Plotly from 'plotly.js/lib/core'
import createPlotlyComponent from 'react-plotly.js/factory'

/** Plotly's core alone: it has scatter built in, which is all this page draws. */
export const PlotlyPlot = createPlotlyComponent(Plotly)
