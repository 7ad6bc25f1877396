namespace JsHrss.Storage.Lanes.Servers;

/// <summary>The connection was lost while a commit was on its way: it may stand or not (case FT-04).</summary>
/// <param name="cause">How it was lost.</param>
/// <param name="isSettled">The server itself ended the session: by now it has either committed or never will.</param>
internal sealed class OutcomeUnknownException(Exception cause, bool isSettled) : Exception("The connection was lost while a commit was on its way.", cause)
{
    public Exception Cause => InnerException!;

    public bool IsSettled => isSettled;
}
