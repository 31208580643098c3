"""Custom actions in the same process: no action server, no port."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

TIME_LIMIT = 10.0
"""Seconds an action may take before the person gets an apology instead."""

_APOLOGY: dict[str, Any] = {
    "events": [],
    "responses": [{"response": "utter_technical_problem"}],
}

logger = logging.getLogger(__name__)


class InProcessActionEndpoint(EndpointConfig):
    """Looks like an action server to Rasa and runs rasa-sdk's executor instead."""

    def __init__(self, package: str = "actions", time_limit: float = TIME_LIMIT) -> None:
        """Register every action of ``package``."""
        super().__init__(url=f"inprocess://{package}", enable_selective_domain=True)
        self.executor = ActionExecutor()
        self.executor.register_package(package)
        self._time_limit = time_limit

    async def request(self, method: str = "post", **call: Any) -> Any:
        """Run the action that ``call["json"]`` names; an action that fails apologises.

        Raises:
            ClientResponseError: the action rejected its execution, or there is no such action.
        """
        body = json.loads(json.dumps(call["json"]))
        try:
            result = await asyncio.wait_for(self.executor.run(body), self._time_limit)
        except ActionExecutionRejection as error:
            raise _refused(400, error.message, error.action_name) from None
        except ActionNotFoundException as error:
            raise _refused(404, str(error), error.action_name) from None
        except Exception as error:
            # Not logger.exception: a traceback's message can hold what the person said.
            logger.error("Action %s failed: %s.", body.get("next_action"), type(error).__name__)
            return json.loads(json.dumps(_APOLOGY))
        return json.loads(json.dumps(result))


def _refused(status: int, problem: str, action: str) -> ClientResponseError:
    return ClientResponseError(
        status, problem, json.dumps({"error": problem, "action_name": action})
    )
