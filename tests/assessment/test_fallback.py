"""What is said when a message was not understood."""

from __future__ import annotations

import pytest

from backtalk.assessment.fallback import STEPS, fallback_response


@pytest.mark.parametrize(
    ("failures", "response"),
    [
        (1, "utter_fallback_rephrase"),
        (2, "utter_fallback_choices"),
        (3, "utter_fallback_way_out"),
    ],
)
def test_each_failure_in_a_row_goes_one_step_on(failures, response):
    assert fallback_response(failures) == response


def test_after_the_way_out_it_goes_round_again():
    assert [fallback_response(failures) for failures in range(4, 7)] == list(STEPS)


@pytest.mark.parametrize("failures", [0, -1])
def test_a_count_below_one_is_treated_as_the_first_failure(failures):
    assert fallback_response(failures) == "utter_fallback_rephrase"
