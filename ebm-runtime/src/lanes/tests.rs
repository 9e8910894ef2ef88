use super::*;

/// A body as generated code writes it.
fn body<V: Lane>(theta: &[V::Real], x: &[V]) -> V {
    let mut sum = V::zero();
    sum += x[0] * theta[0];
    sum -= (x[1] * x[0] + theta[1]).softplus();
    sum += V::splat(theta[0].softplus());
    sum * V::Real::from_f64(0.5) + x[1].softplus_change(x[0])
}

#[test]
fn each_lane_is_computed_like_a_plain_number() {
    let theta = [0.3_f32, -1.2];
    let x: [Lanes<f32>; 2] = [Lanes::from_fn(|k| k as f32 - 7.5), Lanes::from_fn(|k| 0.1 * k as f32)];
    let lanes = body(&theta, &x);
    for k in 0..WIDTH {
        // equal bits: results may not depend on how chains are grouped
        assert_eq!(lanes.lane(k).to_bits(), body(&theta, &[x[0].lane(k), x[1].lane(k)]).to_bits());
    }
}

#[test]
fn total_adds_every_lane_once() {
    let lanes: Lanes<f64> = Lanes::from_fn(|k| (1 << k) as f64);
    assert_eq!(lanes.total(), 65535.0);
    let mut changed = lanes;
    changed.set_lane(3, 0.0);
    assert_eq!(changed.total(), 65535.0 - 8.0);
    assert_eq!(Lane::total(2.5_f32), 2.5);
}
