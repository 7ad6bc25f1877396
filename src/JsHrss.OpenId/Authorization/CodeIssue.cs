using JsHrss.OpenId.DeviceAuthorization;

namespace JsHrss.OpenId.Authorization;

/// <summary>How the attempt to hand out a code went. A closed union.</summary>
internal abstract record CodeIssue
{
    private CodeIssue()
    {
    }

    /// <summary>The grant is open and this is its code.</summary>
    public sealed record Code(string Text) : CodeIssue
    {
        /// <summary>Without the code.</summary>
        public override string ToString() => nameof(Code);
    }

    /// <summary>The request was a device's: there is no code, and the device is told when it polls.</summary>
    /// <param name="Decision">What became of it.</param>
    public sealed record Device(DeviceDecision Decision) : CodeIssue;

    /// <summary>The waiting or the pushed request was answered meanwhile: that answer stands.</summary>
    public sealed record AnsweredBefore : CodeIssue;

    /// <summary>The session, or the sign-in the grant would tell of, was ended after it was read. Nothing was written or spent.</summary>
    public sealed record SessionEnded : CodeIssue;
}
