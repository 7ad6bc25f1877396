namespace UpstreamSandbox.Wire;

/// <summary>The failures that look the same whatever protocol was spoken before.</summary>
internal static class Misbehaviour
{
    /// <summary>True when the answer has been given, or withheld, here.</summary>
    public static async Task<bool> ActAsync(HttpContext context, Mood mood)
    {
        switch (mood)
        {
            case Mood.Slow:
                try
                {
                    await Task.Delay(Moods.Slowness, context.RequestAborted);
                    return false;
                }
                catch (OperationCanceledException)
                {
                    return true;
                }

            case Mood.Down:
                context.Abort();
                return true;
            case Mood.Garbage:
                await Results.Content("<!doctype html><title>维护</title><p>系统维护中", "text/html; charset=utf-8").ExecuteAsync(context);
                return true;
            case Mood.BadGateway:
                await Results.Content("502 Bad Gateway", "text/plain", statusCode: StatusCodes.Status502BadGateway).ExecuteAsync(context);
                return true;
            default:
                return false;
        }
    }
}
