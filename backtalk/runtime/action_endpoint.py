"""Custom actions in the same process: no action server, no port."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from backtalk.runtime.threads import Threads

TIME_LIMIT = 10.0
"""Seconds an action may take before the person gets an apology instead."""

_GRACE = 2.0
"""Seconds more for one that waits for the database and so cannot be interrupted."""
_AT_ONCE = 8
"""Actions that run at the same time."""

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
        self._threads = Threads(_AT_ONCE, "actions")

    async def request(self, method: str = "post", **call: Any) -> Any:
        """Run the action that ``call["json"]`` names; an action that fails apologises.

        Raises:
            ClientResponseError: the action rejected its execution, or there is no such action.
        """
        body = json.loads(json.dumps(call["json"]))
        try:
            # In a thread: actions wait for the database, and nobody else should.
            running = self._threads.run(self._run, body)
            result = await asyncio.wait_for(running, self._time_limit + _GRACE)
        except ActionExecutionRejection as error:
            raise _refused(400, error.message, error.action_name) from None
        except ActionNotFoundException as error:
            raise _refused(404, str(error), error.action_name) from None
        except Exception as error:
            # Not logger.exception: a traceback's message can hold what the person said.
            logger.error("Action %s failed: %s.", body.get("next_action"), type(error).__name__)
            return json.loads(json.dumps(_APOLOGY))
        return json.loads(json.dumps(result))

    def _run(self, body: dict[str, Any]) -> Any:
        return asyncio.run(asyncio.wait_for(self.executor.run(body), self._time_limit))


def _refused(status: int, problem: str, action: str) -> ClientResponseError:
    return ClientResponseError(
        status, problem, json.dumps({"error": problem, "action_name": action})
    )
