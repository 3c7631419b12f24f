"""Every refusal is JSON: `{"error": {"code", "message"}}`, with details where they help."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

_CODES = {
    400: "bad_request",
    401: "unauthorized",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
    422: "invalid_request",
    502: "upstream_failed",
    503: "unavailable",
    504: "upstream_timeout",
}


def body(status: int, message: str, details: list[dict[str, str]] | None = None) -> dict:
    """The body of a refusal."""
    error: dict[str, object] = {"code": _CODES.get(status, "internal_error"), "message": message}
    if details:
        error["details"] = details
    return {"error": error}


def response(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A refusal as a response."""
    return JSONResponse(body(status, message), status, headers)


def install(app: FastAPI) -> None:
    """Gives the framework's own refusals the same form."""

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        # The input itself stays out of the answer: it may be large, or not even text.
        details = [
            {"field": ".".join(str(part) for part in found["loc"]), "problem": found["msg"]}
            for found in error.errors()
        ]
        return JSONResponse(body(422, "the request body is not valid", details), 422)

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> JSONResponse:
        return response(error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def broken(_: Request, __: Exception) -> JSONResponse:
        return response(500, "the service failed to handle this request; its log tells why")
