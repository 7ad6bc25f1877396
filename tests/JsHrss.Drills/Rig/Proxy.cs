using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace JsHrss.Drills.Rig;

/// <summary>
/// nginx in front of the nodes, with the rules of deploy/nginx.conf: only addresses, certificates and folders are put in the place of a site's own.
/// </summary>
internal sealed partial class Proxy : IDisposable
{
    private readonly string _folder;
    private readonly IReadOnlyList<int> _nodes;
    private Process? _process;

    private Proxy(string folder, IReadOnlyList<int> nodes) => (_folder, _nodes) = (folder, nodes);

    public int Port { get; } = Machine.FreePort();

    /// <summary>A port free for the proxy must be known before the nodes are started: it is their issuer.</summary>
    public static Proxy At(string folder, IReadOnlyList<int> nodes) => new(Directory.CreateDirectory(Path.Combine(folder, "nginx")).FullName, nodes);

    public void Start()
    {
        Write([]);
        _process = Process.Start(new ProcessStartInfo("nginx", ["-p", _folder, "-c", "nginx.conf", "-e", "stderr"]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("nginx could not be started. On Debian, as root: apt-get install nginx-light");
        _process.ErrorDataReceived += (_, line) => File.AppendAllText(Path.Combine(_folder, "errors"), line.Data + "\n");
        _process.BeginErrorReadLine();
        UntilListening();
    }

    /// <summary>Takes nodes out of the rotation, as an operator does before a planned restart; requests under way are finished by the workers of before.</summary>
    /// <param name="out">Ports of nodes; empty: all serve.</param>
    public async Task TakeOutAsync(params IReadOnlyList<int> @out)
    {
        Write(@out);
        await Machine.SignalAsync(_process!.Id, "HUP");
        await Task.Delay(200);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            // SIGTERM, so that its workers end with it.
            Machine.SignalAsync(_process.Id, "TERM").GetAwaiter().GetResult();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private void UntilListening()
    {
        for (var tries = 0; tries < 500; tries++)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(20);
            }
        }

        throw new InvalidOperationException("nginx does not listen.");
    }

    private void Write(IReadOnlyList<int> @out)
    {
        var text = File.ReadAllText(Path.Combine(Machine.Root, "deploy", "nginx.conf"));
        text = RedirectingServer().Replace(text, "", 1);
        text = OfTheSite().Replace(text, "");
        text = text.Replace("worker_processes auto;", $"daemon off; worker_processes 1; {(Environment.IsPrivilegedProcess ? "user root;" : "")} error_log stderr warn; pid {_folder}/pid;", StringComparison.Ordinal)
            .Replace("worker_connections 16384", "worker_connections 1024", StringComparison.Ordinal)
            .Replace("server_tokens off;", $"server_tokens off; access_log off; {string.Join(' ', new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(kind => $"{kind}_temp_path {_folder}/{kind};"))}", StringComparison.Ordinal);
        text = ListenTls().Replace(text, $"listen 127.0.0.1:{Port};", 1);
        var nodes = 0;
        text = UpstreamServer().Replace(text, server =>
        {
            nodes++;
            var node = _nodes[server.Groups[1].Value == "1" ? 0 : 1];
            return $"server 127.0.0.1:{node}{server.Groups[2].Value}{(@out.Contains(node) ? " down" : "")};";
        });
        if (nodes != 4 || !text.Contains($"listen 127.0.0.1:{Port};", StringComparison.Ordinal))
            throw new InvalidOperationException("deploy/nginx.conf has another shape than this rig knows.");
        File.WriteAllText(Path.Combine(_folder, "nginx.conf"), text);
    }

    [GeneratedRegex(@"  server \{\s+listen 80 default_server;.*?\n  \}\n", RegexOptions.Singleline, 1000)]
    private static partial Regex RedirectingServer();

    [GeneratedRegex(@"^\s*(ssl_\w+|error_log|access_log|pid|include|server_name|log_format) [^;]*;\s*$|^\s*listen \[::\]:443[^;]*;\s*$", RegexOptions.Multiline, 1000)]
    private static partial Regex OfTheSite();

    [GeneratedRegex(@"listen 443[^;]*;", RegexOptions.None, 1000)]
    private static partial Regex ListenTls();

    [GeneratedRegex(@"server 10\.20\.0\.1([12]):5100([^;]*);", RegexOptions.None, 1000)]
    private static partial Regex UpstreamServer();
}
