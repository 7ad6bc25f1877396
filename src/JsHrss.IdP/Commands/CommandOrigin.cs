using JsHrss.Accounts.Audit;
using JsHrss.Storage.Audit;

namespace JsHrss.IdP.Commands;

/// <summary>Audit facts of a command come from the operator's shell on this machine.</summary>
internal sealed class CommandOrigin : IRequestOrigin
{
    public RequestOrigin Current { get; } = RequestOrigin.Unknown with { Agent = $"command/{Environment.UserName}" };

    public string? TraceId => null;

    public string Node { get; } = Environment.MachineName;
}
