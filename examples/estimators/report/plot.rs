//! The likelihood of the training data against time, a line for each estimator.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;

use super::Report;
use crate::fit::Fitted;

/// Writes a picture with a panel for each report; fits without exact likelihoods are left out.
pub(crate) fn draw(reports: &[Report<'_>], file: &Path) -> Result<(), Box<dyn Error>> {
    let size = (960, 540 * reports.len() as u32);
    let root = SVGBackend::new(file, size).into_drawing_area();
    root.fill(&WHITE)?;
    for (area, report) in root.split_evenly((reports.len(), 1)).iter().zip(reports) {
        panel(report, area)?;
    }
    root.present()?;
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn panel(report: &Report<'_>, area: &Area<'_>) -> Result<(), Box<dyn Error>> {
    let fits: Vec<&Fitted> = report.made().filter(|fitted| !fitted.course.is_empty()).collect();
    let points = || fits.iter().flat_map(|fitted| &fitted.course);
    let fold = |start: f64, of: fn(f64, f64) -> f64| {
        move |values: &mut dyn Iterator<Item = f64>| values.fold(start, of)
    };
    let (least, most) = (fold(f64::INFINITY, f64::min), fold(f64::NEG_INFINITY, f64::max));
    let (first, last) = (least(&mut points().map(|p| p.0)), most(&mut points().map(|p| p.0)));
    let top = most(&mut points().map(|p| p.1));
    // from independence to the best fit, with a margin
    let gain = top - report.independent.train;
    if !(first.is_finite() && last.is_finite() && gain > 0.0) {
        return Ok(());
    }
    let (low, high) = (report.independent.train - 0.05 * gain, top + 0.05 * gain);
    let mut chart = ChartBuilder::on(area)
        .caption(format!("{}: {}", report.model, report.task.name), ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(70)
        .build_cartesian_2d((first.max(1e-5)..last.max(2e-5) * 1.2).log_scale(), low..high)?;
    chart
        .configure_mesh()
        .x_desc("seconds")
        .y_desc("mean log-likelihood of the training data, nats")
        .draw()?;
    for (number, fitted) in fits.iter().enumerate() {
        let colour = Palette99::pick(number).to_rgba();
        // what lies below independence is cut off at the edge of the picture
        let line = fitted.course.iter().map(|&(seconds, ll)| (seconds.max(first.max(1e-5)), ll.max(low)));
        let name = format!("{} {}", fitted.fit.estimator, fitted.variant);
        chart
            .draw_series(LineSeries::new(line, colour.stroke_width(2)))?
            .label(name.trim_end().to_owned())
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK)
        .draw()?;
    Ok(())
}
