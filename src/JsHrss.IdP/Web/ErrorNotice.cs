using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web;

/// <summary>What an error page tells.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code; texts are <c>{Code}.Title</c> and <c>{Code}.Text</c> of the error texts, or general ones.</param>
/// <param name="Technical">For developers, shown folded; null: only the code.</param>
internal sealed record ErrorNotice(int Status, string Code, string? Technical)
{
    /// <summary>The waiting request is unknown, expired, spent, or another browser's (case AZ-21): one answer for all.</summary>
    public const string InteractionGone = "interaction_gone";

    /// <summary>What really happened; for the log only.</summary>
    public string? ForLog { get; init; }

    /// <summary>Whom it concerns; null: nobody known.</summary>
    public Client? Client { get; init; }

    /// <summary>A sign-out failed, not a sign-in: the texts are <c>sign_out.{Code}</c>, since who reads them may still be signed in.</summary>
    public bool IsSignOut { get; init; }

    /// <summary>Further headers of the answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static ErrorNotice From(ProtocolError error, Client? client) =>
        new(error.Status, error.Code, error.ForClient) { ForLog = error.ForLog, Client = client, Headers = error.Headers };

    public static ErrorNotice From(int status) => new(status, $"http_{status}", null);
}

/// <summary>Ends a page's handler with an error page.</summary>
internal sealed class ErrorNoticeResult(ErrorNotice notice) : ActionResult
{
    /// <inheritdoc />
    public override Task ExecuteResultAsync(ActionContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<ErrorPage>().WriteAsync(context.HttpContext, notice);
}
